namespace Aegis.EmbeddingServer.Tokenization;

/// <summary>Turns text into the token ids of one model. Implementations are safe for concurrent use.</summary>
internal interface ITextTokenizer
{
    /// <summary>Most tokens a sequence may have, special tokens included.</summary>
    int MaxTokens { get; }

    /// <summary>Tokenises <paramref name="text"/> and cuts its end to <see cref="MaxTokens"/>, reading no further than that needs.</summary>
    /// <param name="text">Valid Unicode; may be empty, which gives the special tokens alone.</param>
    TokenSequence Tokenize(ReadOnlySpan<char> text);
}
