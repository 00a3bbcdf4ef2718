namespace Aegis.Engine.Tokenization;

/// <summary>What happens to an input with more tokens than the model takes.</summary>
internal enum Truncation
{
    /// <summary>Its end is cut off.</summary>
    End,

    /// <summary>Its start is cut off.</summary>
    Start,

    /// <summary>The request is refused. A tokenizer cuts the end all the same, and says so.</summary>
    None,
}
