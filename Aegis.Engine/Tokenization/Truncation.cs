namespace Aegis.Engine.Tokenization;

/// <summary>What happens to an input with more tokens than the limit of the model.</summary>
internal enum Truncation
{
    /// <summary>The end is cut.</summary>
    End,

    /// <summary>The start is cut.</summary>
    Start,

    /// <summary>The request is refused. A tokenizer cuts the end and sets <see cref="TokenSequence.Truncated"/>.</summary>
    None,
}
