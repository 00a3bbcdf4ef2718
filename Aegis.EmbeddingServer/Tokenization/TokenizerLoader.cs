namespace Aegis.EmbeddingServer.Tokenization;

internal static class TokenizerLoader
{
    public static ITextTokenizer Load(string directory, int maxTokens) => WordPieceTextTokenizer.Load(Path.Combine(directory, "vocab.txt"), maxTokens);
}
