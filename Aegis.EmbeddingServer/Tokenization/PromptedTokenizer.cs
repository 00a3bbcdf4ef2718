namespace Aegis.EmbeddingServer.Tokenization;

/// <summary>Puts a prompt in front of every text, as models want it that were trained with one ("query: ", "passage: ").</summary>
internal sealed class PromptedTokenizer(ITextTokenizer inner, string prompt) : ITextTokenizer
{
    /// <summary>A tokenizer with a prompt; the tokenizer itself when the prompt is empty.</summary>
    public static ITextTokenizer Around(ITextTokenizer inner, string prompt) => prompt.Length > 0 ? new PromptedTokenizer(inner, prompt) : inner;

    public int MaxTokens => inner.MaxTokens;

    public int VocabularySize => inner.VocabularySize;

    public int PadId => inner.PadId;

    public string Description => inner.Description;

    public TokenSequence Tokenize(ReadOnlySpan<char> text, Truncation truncation = Truncation.End) =>
        inner.Tokenize(string.Concat(prompt, text), truncation);

    public TokenSequence FromIds(ReadOnlySpan<int> ids, Truncation truncation) => inner.FromIds(ids, truncation);
}
