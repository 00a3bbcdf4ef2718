namespace Aegis.Engine.Tokenization;

/// <summary>Puts a prompt in front of every text, for models that were trained with prompts ("query: ", "passage: ").</summary>
internal sealed class PromptedTokenizer(ITextTokenizer inner, string prompt) : ITextTokenizer
{
    public int MaxTokens => inner.MaxTokens;

    public int VocabularySize => inner.VocabularySize;

    public TokenFrame Frame => inner.Frame;

    public int PadId => inner.PadId;

    public string Description => inner.Description;

    public Truncation DefaultTruncation => inner.DefaultTruncation;

    public static ITextTokenizer Around(ITextTokenizer tokenizer, string prefix) =>
        prefix.Length > 0 ? new PromptedTokenizer(tokenizer, prefix) : tokenizer;

    // Only the text is cut, never the prompt: without its prompt the text would have another vector.
    public TokenSequence Tokenize(ReadOnlySpan<char> text, Truncation truncation = Truncation.End)
    {
        var sequence = inner.Tokenize(string.Concat(prompt, text), truncation);
        if (truncation != Truncation.Start || !sequence.Truncated)
        {
            return sequence;
        }

        var promptIds = Frame.Within(inner.Tokenize(prompt));
        var tail = Frame.Within(sequence)[^Math.Max(Frame.Capacity - promptIds.Length, 0)..];
        return new TokenSequence(Frame.Around([.. promptIds, .. tail], Truncation.End).Ids, truncated: true);
    }

    public TokenSequence FromIds(ReadOnlySpan<int> ids, Truncation truncation) => inner.FromIds(ids, truncation);
}
