using Aegis.Engine;

namespace Aegis.EmbeddingServer.Serving;

/// <summary>The <c>status</c> of <c>/health</c>.</summary>
internal enum ServingStatus
{
    /// <summary>The model is loaded and proven.</summary>
    Starting,

    /// <summary>The server can serve an embedding now.</summary>
    Ok,

    /// <summary>The server shuts down: accepted requests are answered, new requests are refused.</summary>
    Draining,

    /// <summary>The server cannot serve embeddings; the reason says why.</summary>
    Error,
}

/// <summary>The serving state at one moment.</summary>
/// <param name="Status">The status.</param>
/// <param name="Reason">Why the status is not ok; null when it is.</param>
/// <param name="Engine">The engine; null before it is ready, and after loading failed.</param>
internal sealed record ServingSnapshot(ServingStatus Status, string? Reason, EmbeddingEngine? Engine)
{
    /// <summary>True: the vectors are known to be wrong, so the server answers none.</summary>
    public bool IsProvenWrong { get; init; }

    /// <summary>The status as <c>/health</c> writes it.</summary>
    public string StatusName => Status switch
    {
        ServingStatus.Starting => "starting",
        ServingStatus.Ok => "ok",
        ServingStatus.Draining => "draining",
        _ => "error",
    };
}
