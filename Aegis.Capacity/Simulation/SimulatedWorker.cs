using Aegis.Scheduling;

namespace Aegis.Capacity.Simulation;

internal sealed class SimulatedWorker(SimulatedReplica replica)
{
    public SimulatedReplica Replica => replica;

    public Batch Batch { get; } = new();

    public WorkerState State { get; set; }

    /// <summary>Since when the worker is idle.</summary>
    public double FreeAt { get; set; }

    public double StartedAt { get; set; }

    /// <summary>When the batch ends. Other work on the same core can delay that.</summary>
    public double EndsAt { get; set; }
}

/// <summary>What a worker does.</summary>
internal enum WorkerState
{
    Idle,
    Computing,
    Writing,
}
