namespace Aegis.EmbeddingServer.Serving;

/// <summary>Where the server stands; the <c>status</c> of <c>/health</c>.</summary>
internal enum ServingStatus
{
    /// <summary>The model is being loaded and proven.</summary>
    Starting,

    /// <summary>An embedding could be served now.</summary>
    Ok,

    /// <summary>The server shuts down: accepted requests are answered, new ones refused.</summary>
    Draining,

    /// <summary>No embedding can be served; the reason says why.</summary>
    Error,
}
