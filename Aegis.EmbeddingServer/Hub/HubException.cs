namespace Aegis.EmbeddingServer.Hub;

/// <summary>A model cannot be pulled. The message is for whoever started it: what is wrong, and what to do.</summary>
internal sealed class HubException(string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>True when the same request may succeed in a moment.</summary>
    public bool IsTransient { get; init; }

    /// <summary>How long the other side asks to wait before that; null when it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
