namespace Aegis.Engine.Tests.Tokenization;

/// <summary>A <c>vocab.txt</c> of BERT uncased, whatever else its folder holds.</summary>
internal static class UncasedVocabulary
{
    public static WordPieceTextTokenizer Load(string path, int maxTokens) =>
        VocabularyFileReader.Load(path, VocabularySettings.From(new TokenizerConfig(), lowersCase: false), maxTokens);
}
