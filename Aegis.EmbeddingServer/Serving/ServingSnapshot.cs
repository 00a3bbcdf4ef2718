using Aegis.EmbeddingServer.Scheduling;

namespace Aegis.EmbeddingServer.Serving;

/// <summary>Where the server stands at one moment.</summary>
/// <param name="Status">The <c>status</c> of <c>/health</c>.</param>
/// <param name="Reason">Why it is not ok; null when it is.</param>
/// <param name="Engine">What serves; null until it is ready, and for ever when it failed.</param>
internal sealed record ServingSnapshot(ServingStatus Status, string? Reason, Engine? Engine)
{
    /// <summary>True: its vectors are known to be wrong, so that none may leave the server.</summary>
    public bool IsProvenWrong { get; init; }
}
