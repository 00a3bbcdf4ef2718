using Aegis.EmbeddingServer.Scheduling;

namespace Aegis.SoakRunner.Capacity.Simulation;

/// <summary>What is simulated, beside the load.</summary>
/// <param name="Replicas">Number of servers.</param>
/// <param name="Replica">Each of them.</param>
/// <param name="Balance">Who gets a request.</param>
/// <param name="HopSeconds">What a gateway adds to a request, there and back together.</param>
/// <param name="WarmUpSeconds">What is due earlier is in no figure.</param>
/// <param name="Seed">The same seed gives the same figures.</param>
internal sealed record SimulationSpec(int Replicas, ReplicaSpec Replica, Balance Balance, double HopSeconds, double WarmUpSeconds, ulong Seed);

/// <summary>One server.</summary>
/// <param name="Cores">Cores that it may use.</param>
/// <param name="Workers">Runs at the same time, each on one thread.</param>
/// <param name="RunTimes">How long Runs take.</param>
/// <param name="Outside">What requests cost beside them.</param>
internal sealed record ReplicaSpec(int Cores, int Workers, RunTimeTable RunTimes, OutsideCosts Outside)
{
    /// <summary>Longest sequence, in tokens.</summary>
    public const int MaxTokens = 512;

    /// <summary>The server's default budget of a Run on the CPU, <c>Aegis:Execution:MaxRunTokens</c>.</summary>
    public RunShape Shape { get; init; } = new(256);

    /// <summary>The server's default bounds.</summary>
    public AdmissionOptions Admission { get; init; } = new();
}

/// <summary>How the replica of a request is chosen.</summary>
internal enum Balance
{
    /// <summary>A gateway sends to the replica with the least work under way, and once more to another one when it refuses.</summary>
    LeastLoaded,

    /// <summary>Any replica, whatever it has to do: connections spread by a plain service.</summary>
    Random,
}
