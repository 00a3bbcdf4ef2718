namespace Aegis.SoakRunner.Capacity.Simulation;

/// <summary>What the workers did after the warm-up.</summary>
internal sealed class RunTally(double from)
{
    private double _seconds;
    private long _sequences;
    private long _runs;
    private double _until;
    private double _busy;

    /// <summary>Notes a Run, and what its worker did after it before it was free.</summary>
    public void Add(SimulatedWorker worker, int sequences, double freeAt)
    {
        if (worker.StartedAt < from)
        {
            return;
        }

        _runs++;
        _sequences += sequences;
        _seconds += worker.EndsAt - worker.StartedAt;
        _busy += freeAt - worker.StartedAt;
    }

    /// <summary>The last moment at which a request was due; what is done after it is emptying.</summary>
    public void DueUntil(double at) => (_until, BusyUntilLastDue) = (at, _busy);

    /// <summary>Seconds of workers that were taken when the last request was due.</summary>
    public double BusyUntilLastDue { get; private set; }

    public SimulationResult Result(int workers, IReadOnlyList<StreamTally> streams)
    {
        var seconds = Math.Max(_until - from, 1e-9);
        return new SimulationResult(seconds, BusyUntilLastDue / (seconds * workers), _seconds / Math.Max(1, _runs), (double)_sequences / Math.Max(1, _runs), streams);
    }
}
