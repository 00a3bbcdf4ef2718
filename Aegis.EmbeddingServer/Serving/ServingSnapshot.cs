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

/// <summary>The serving state at one moment. The reason is null when the status is ok, the engine while no model is loaded.</summary>
internal sealed record ServingSnapshot(ServingStatus Status, string? Reason, EmbeddingEngine? Engine)
{
    /// <summary>True: the vectors are known to be wrong, so the server answers none.</summary>
    public bool IsProvenWrong { get; init; }

    public string StatusName => Status.ToString().ToLowerInvariant();
}
