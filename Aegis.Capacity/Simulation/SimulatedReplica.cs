using Aegis.Scheduling;

namespace Aegis.Capacity.Simulation;

/// <summary>
/// A server without its model: the real queue, and workers whose batches take the measured time. The threads that read,
/// tokenise and write large answers have a higher priority than the workers. That work takes a free core; if there is
/// none, it delays a batch.
/// </summary>
internal sealed class SimulatedReplica
{
    /// <summary>A batch after a shorter pause takes no longer than others.</summary>
    private const double PauseSeconds = 1e-3;

    private readonly ReplicaSpec _spec;
    private readonly WorkQueue _queue;
    private readonly double[] _otherUntil; // by core: when its work outside of batches ends
    private int _waiting;
    private int _delayed;

    public SimulatedReplica(ReplicaSpec spec)
    {
        _spec = spec;
        _queue = new WorkQueue(
            new FairQueue(ReplicaSpec.MaxTokens, spec.BatchLimits),
            new Admission(spec.Limits, spec.BatchLimits.MaxPaddedTokens),
            new Throughput(spec.Workers));
        _otherUntil = new double[spec.Cores];
        Workers = [.. Enumerable.Range(0, spec.Workers).Select(_ => new SimulatedWorker(this))];
    }

    public SimulatedWorker[] Workers { get; }

    /// <summary>Tokens of the requests in flight. A gateway measures the same load in bytes.</summary>
    public long TokensInFlight { get; set; }

    public bool HasWork => _waiting > 0;

    /// <summary>Reads and tokenises a request; returns when that is done.</summary>
    public double Read(SimulatedRequest request, double now) =>
        DoOther(((_spec.Outside.RequestMs / 2) + (_spec.Outside.TokenMs * request.Tokens)) / 1000, now);

    /// <summary>Does work outside of batches; returns when that is done.</summary>
    public double DoOther(double seconds, double now)
    {
        var core = Array.IndexOf(_otherUntil, _otherUntil.Min());
        var from = Math.Max(now, _otherUntil[core]);
        _otherUntil[core] = from + seconds;
        Delay(seconds, now);
        return from + seconds;
    }

    /// <summary>CPU time to write an answer.</summary>
    public double SecondsToWrite(SimulatedRequest request) =>
        ((_spec.Outside.RequestMs / 2) + (_spec.Outside.InputMs * request.Lengths.Length)) / 1000;

    /// <summary>Adds a request to the queue; false when admission refuses the request.</summary>
    public bool TryAdmit(SimulatedRequest request)
    {
        var isAdmitted = _queue.TryAdd(new SimulatedJob(request));
        _waiting += isAdmitted ? request.Lengths.Length : 0;
        return isAdmitted;
    }

    /// <summary>Starts the next batch on an idle worker. There must be work.</summary>
    /// <param name="now">The time.</param>
    /// <param name="factor">How many times its median the batch takes.</param>
    public void Start(SimulatedWorker worker, double now, double factor)
    {
        var batch = worker.Batch;
        _queue.Take(batch);
        _waiting -= batch.Items.Count();
        var rested = now - worker.FreeAt > PauseSeconds ? _spec.Outside.RestedMs / 1000 : 0;
        worker.StartedAt = now;
        worker.EndsAt = now + SecondsToACore(now) + rested + (factor * _spec.BatchTimes.Seconds(batch.Rows.Count, batch.Longest));
        worker.State = WorkerState.Computing;
    }

    /// <summary>Ends the batch of a worker; returns the requests that are now complete.</summary>
    public List<SimulatedRequest> End(SimulatedWorker worker)
    {
        _queue.Complete(worker.Batch, TimeSpan.FromSeconds(worker.EndsAt - worker.StartedAt));
        var complete = new List<SimulatedRequest>();
        foreach (var item in worker.Batch.Items)
        {
            var job = (SimulatedJob)item.Job;
            if (job.Deliver())
            {
                complete.Add(job.Request);
            }
        }

        worker.Batch.Clear();
        worker.State = WorkerState.Idle;
        return complete;
    }

    // Without a free core, the work takes the core of a batch, which then ends later.
    private void Delay(double seconds, double now)
    {
        var computing = Workers.Count(worker => worker.State == WorkerState.Computing);
        if (computing == 0 || computing + _otherUntil.Count(until => until > now) <= _spec.Cores)
        {
            return;
        }

        // In turn: the operating system may take the core of any worker.
        do
        {
            _delayed = (_delayed + 1) % Workers.Length;
        }
        while (Workers[_delayed].State != WorkerState.Computing);
        Workers[_delayed].EndsAt += seconds;
    }

    // A batch that starts while every core is taken waits until as many cores are free as are missing.
    private double SecondsToACore(double now)
    {
        double[] other = [.. _otherUntil.Where(until => until > now).Order()];
        var missing = Workers.Count(worker => worker.State == WorkerState.Computing) + 1 + other.Length - _spec.Cores;
        return missing > 0 && other.Length > 0 ? other[Math.Min(missing, other.Length) - 1] - now : 0;
    }
}
