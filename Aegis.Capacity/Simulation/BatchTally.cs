namespace Aegis.Capacity.Simulation;

/// <summary>What the workers did after the warm-up.</summary>
internal sealed class BatchTally(double from)
{
    private double _seconds;
    private long _sequences;
    private long _batches;
    private double _busy;
    private double _lastDue;
    private double _busyUntilLastDue;

    /// <summary>Counts a batch, and the time that its worker then needs until it is free.</summary>
    public void Add(SimulatedWorker worker, int sequences, double freeAt)
    {
        if (worker.StartedAt < from)
        {
            return;
        }

        _batches++;
        _sequences += sequences;
        _seconds += worker.EndsAt - worker.StartedAt;
        _busy += freeAt - worker.StartedAt;
    }

    /// <summary>A request is due. After the last one the queues only drain, so the figures end there.</summary>
    public void DueUntil(double at) => (_lastDue, _busyUntilLastDue) = (at, _busy);

    public SimulationResult Result(int workers, IReadOnlyList<StreamTally> streams)
    {
        var seconds = Math.Max(_lastDue - from, 1e-9);
        var batches = Math.Max(1, _batches);
        return new SimulationResult(
            seconds, _busyUntilLastDue / (seconds * workers), _seconds / batches, (double)_sequences / batches, streams);
    }
}
