using ServerRun = Aegis.EmbeddingServer.Scheduling.Run;

namespace Aegis.SoakRunner.Capacity.Simulation;

/// <summary>A worker of a replica.</summary>
internal sealed class SimulatedWorker(SimulatedReplica replica)
{
    public SimulatedReplica Replica => replica;

    public ServerRun Run { get; } = new();

    public WorkerState State { get; set; }

    /// <summary>Since when it has nothing to do.</summary>
    public double FreeAt { get; set; }

    public double StartedAt { get; set; }

    /// <summary>When its Run ends; later when something else needs its core meanwhile.</summary>
    public double EndsAt { get; set; }
}

/// <summary>What a worker does.</summary>
internal enum WorkerState
{
    Idle,
    Running,
    Writing,
}
