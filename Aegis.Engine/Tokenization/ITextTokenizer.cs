namespace Aegis.Engine.Tokenization;

/// <summary>Turns text into the token ids of one model. Implementations are safe for concurrent use.</summary>
internal interface ITextTokenizer
{
    /// <summary>Most tokens a sequence may have, special tokens included.</summary>
    int MaxTokens { get; }

    /// <summary>Number of token ids, the highest one plus 1; they run from 0.</summary>
    int VocabularySize { get; }

    /// <summary>The special tokens around every sequence.</summary>
    TokenFrame Frame { get; }

    /// <summary>The id that fills the rows of a batch which are shorter than the longest one.</summary>
    int PadId { get; }

    /// <summary>What this is, for operators: the family, its variant, and the number of entries.</summary>
    string Description { get; }

    /// <summary>Tokenises <paramref name="text"/> and cuts it to <see cref="MaxTokens"/>, reading no more of it than that needs.</summary>
    /// <param name="text">Valid Unicode; may be empty, which gives the special tokens alone.</param>
    /// <param name="truncation">What to cut.</param>
    /// <returns>At least one token: where a model has no special tokens, an empty text is one padding token.</returns>
    TokenSequence Tokenize(ReadOnlySpan<char> text, Truncation truncation = Truncation.End);

    /// <summary>Takes ids that a caller has made, adds the special tokens where they are missing, and cuts to <see cref="MaxTokens"/>.</summary>
    /// <param name="ids">From 0 to less than <see cref="VocabularySize"/>.</param>
    /// <param name="truncation">What to cut.</param>
    TokenSequence FromIds(ReadOnlySpan<int> ids, Truncation truncation);
}
