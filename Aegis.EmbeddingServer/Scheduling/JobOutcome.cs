namespace Aegis.EmbeddingServer.Scheduling;

/// <summary>How an <see cref="EmbeddingJob"/> ended.</summary>
internal enum JobOutcome
{
    /// <summary>Every vector is there, and each passed the check.</summary>
    Completed,

    /// <summary>The queue had no room for it; nothing was computed.</summary>
    Refused,

    /// <summary>The time limit passed first.</summary>
    TimedOut,

    /// <summary>A Run of it threw, or gave a vector that is not finite with norm 1.</summary>
    Failed,

    /// <summary>The server stopped first.</summary>
    Stopped,
}
