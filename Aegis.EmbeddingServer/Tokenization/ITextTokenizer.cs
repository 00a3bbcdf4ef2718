namespace Aegis.EmbeddingServer.Tokenization;

/// <summary>Turns text into the token ids of one model. Implementations are safe for concurrent use.</summary>
internal interface ITextTokenizer
{
    /// <summary>Most tokens a sequence may have, special tokens included.</summary>
    int MaxTokens { get; }

    /// <summary>Number of token ids; they run from 0.</summary>
    int VocabularySize { get; }

    int PadId => 0;

    string Description => GetType().Name;

    /// <summary>Tokenises <paramref name="text"/> and cuts it to <see cref="MaxTokens"/>, reading no more of it than that needs.</summary>
    /// <param name="text">Valid Unicode; may be empty, which gives the special tokens alone.</param>
    /// <param name="truncation">What to cut.</param>
    TokenSequence Tokenize(ReadOnlySpan<char> text, Truncation truncation = Truncation.End);

    /// <summary>Takes ids that a caller has made, adds the special tokens where they are missing, and cuts to <see cref="MaxTokens"/>.</summary>
    /// <param name="ids">From 0 to less than <see cref="VocabularySize"/>.</param>
    /// <param name="truncation">What to cut.</param>
    TokenSequence FromIds(ReadOnlySpan<int> ids, Truncation truncation);
}
