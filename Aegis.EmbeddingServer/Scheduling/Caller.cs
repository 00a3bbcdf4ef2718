namespace Aegis.EmbeddingServer.Scheduling;

/// <summary>Whoever sends requests, an API key or else a connection, as long as it has work here.</summary>
/// <param name="name">Tells callers apart.</param>
/// <param name="turn">Tokens that one turn serves.</param>
internal sealed class Caller(string name, int turn) : FairMember
{
    public string Name { get; } = name;

    /// <summary>Its requests that have something waiting.</summary>
    public FairTurns<QueuedRequest> Turns { get; } = new(turn);

    /// <summary>What it has here, waiting and running.</summary>
    public WorkLoad Held { get; set; }
}
