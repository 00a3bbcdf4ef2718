namespace Aegis.EmbeddingServer.Diagnostics;

/// <summary>What telemetry knows of a request: names and numbers, never a text.</summary>
internal sealed class RequestFacts
{
    /// <summary>The id it is known by in logs and to its caller.</summary>
    public required string RequestId { get; init; }

    /// <summary>The model it asked for, as far as it is served; null when it named none, or another one.</summary>
    public string? Model { get; set; }

    /// <summary>Number of its inputs; 0 when it came to nothing before they were tokenised.</summary>
    public int Inputs { get; set; }

    /// <summary>Tokens of all its inputs, special tokens included.</summary>
    public int Tokens { get; set; }

    /// <summary>Inputs that were cut to the model's limit.</summary>
    public int TruncatedInputs { get; set; }

    /// <summary>Width of its vectors.</summary>
    public int Dimensions { get; set; }

    /// <summary>The <c>code</c> it was refused with; null when it was answered.</summary>
    public string? Failure { get; set; }
}
