namespace Aegis.Engine.Tokenization;

/// <summary>Puts a prompt in front of every text, for models that were trained with prompts ("query: ", "passage: ").</summary>
internal sealed class PromptedTokenizer : ITextTokenizer
{
    private readonly ITextTokenizer _inner;
    private readonly string _prompt;

    private PromptedTokenizer(ITextTokenizer inner, string prompt)
    {
        _inner = inner;
        _prompt = prompt;
    }

    public int MaxTokens => _inner.MaxTokens;

    public int VocabularySize => _inner.VocabularySize;

    public TokenFrame Frame => _inner.Frame;

    public int PadId => _inner.PadId;

    public string Description => _inner.Description;

    /// <summary>A tokenizer with a prompt; the tokenizer itself if the prompt is empty.</summary>
    public static ITextTokenizer Around(ITextTokenizer inner, string prompt) =>
        prompt.Length > 0 ? new PromptedTokenizer(inner, prompt) : inner;

    // Only the text is cut, never the prompt: without its prompt the text would have another vector.
    public TokenSequence Tokenize(ReadOnlySpan<char> text, Truncation truncation = Truncation.End)
    {
        var sequence = _inner.Tokenize(string.Concat(_prompt, text), truncation);
        if (truncation != Truncation.Start || !sequence.Truncated)
        {
            return sequence;
        }

        var prompt = Frame.Within(_inner.Tokenize(_prompt));
        var tail = Frame.Within(sequence)[^Math.Max(Frame.Capacity - prompt.Length, 0)..];
        return new TokenSequence(Frame.Around([.. prompt, .. tail], Truncation.End).Ids, truncated: true);
    }

    public TokenSequence FromIds(ReadOnlySpan<int> ids, Truncation truncation) => _inner.FromIds(ids, truncation);
}
