namespace Aegis.EmbeddingServer.Hub;

/// <summary>A model cannot be pulled. The message, for the operator, has what is wrong and what to do.</summary>
internal sealed class HubException(string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>True if a retry may succeed.</summary>
    public bool IsTransient { get; init; }

    /// <summary>How long the other side asks to wait before a retry; null if it does not ask.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
