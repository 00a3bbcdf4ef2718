namespace Aegis.Engine.Tokenization;

/// <summary>Turns text into the token ids of one model. Implementations are safe for concurrent use.</summary>
internal interface ITextTokenizer
{
    /// <summary>Limit of a sequence, special tokens included.</summary>
    int MaxTokens { get; }

    /// <summary>Number of token ids, which begin with 0.</summary>
    int VocabularySize { get; }

    TokenFrame Frame { get; }

    /// <summary>The id that pads sequences to the longest one of their batch.</summary>
    int PadId { get; }

    /// <summary>The family, its variant and the number of entries, for operators.</summary>
    string Description { get; }

    /// <summary>The side that the model folder cuts of a text that is too long.</summary>
    Truncation DefaultTruncation { get; }

    /// <summary>Tokenises a text up to <see cref="MaxTokens"/>. The rest of the text is not read.</summary>
    /// <param name="text">Valid Unicode; an empty text gives the special tokens alone.</param>
    /// <param name="truncation">Which end to cut.</param>
    /// <returns>At least one token: without special tokens, an empty text is one padding token.</returns>
    TokenSequence Tokenize(ReadOnlySpan<char> text, Truncation truncation = Truncation.End);

    /// <summary>Cuts ids from a caller to <see cref="MaxTokens"/>, and adds the special tokens if they are missing.</summary>
    /// <param name="ids">From 0 to less than <see cref="VocabularySize"/>.</param>
    /// <param name="truncation">Which end to cut.</param>
    TokenSequence FromIds(ReadOnlySpan<int> ids, Truncation truncation);
}

/// <summary>Facts of a tokenizer; the ids include added tokens.</summary>
internal sealed record TokenizerFacts(int VocabularySize, int PadId, string Description)
{
    /// <summary>True: the model folder cuts the start of a text that is too long.</summary>
    public bool CutsStart { get; init; }
}

/// <summary>What happens to an input with more tokens than the limit of the model.</summary>
internal enum Truncation
{
    End,

    Start,

    /// <summary>The request is refused. A tokenizer cuts the end and sets <see cref="TokenSequence.Truncated"/>.</summary>
    None,
}
