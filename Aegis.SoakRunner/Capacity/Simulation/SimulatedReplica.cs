using Aegis.EmbeddingServer.Scheduling;
using Aegis.Engine.Tokenization;

namespace Aegis.SoakRunner.Capacity.Simulation;

/// <summary>
/// A server without its model: the real queue, and workers whose Runs take the time that was measured. Reading and
/// tokenising goes before Runs, as by the priorities of the real threads, and so does the writing of large answers: it
/// takes a free core, or holds up a Run.
/// </summary>
internal sealed class SimulatedReplica
{
    /// <summary>A shorter one costs a Run nothing.</summary>
    private const double PauseSeconds = 1e-3;

    private readonly ReplicaSpec _spec;
    private readonly WorkQueue _queue;
    private readonly Dictionary<EmbeddingJob, SimulatedRequest> _requests = [];
    private readonly double[] _besideUntil; // by core: until when it does something else than Runs
    private int _sequences;
    private int _waiting;
    private int _heldUp;

    public SimulatedReplica(ReplicaSpec spec)
    {
        _spec = spec;
        _queue = new WorkQueue(
            new FairQueue(ReplicaSpec.MaxTokens, spec.Shape), new Admission(spec.Admission, spec.Shape.MaxPaddedTokens), new DrainRate(spec.Workers));
        _besideUntil = new double[spec.Cores];
        Workers = [.. Enumerable.Range(0, spec.Workers).Select(_ => new SimulatedWorker(this))];
    }

    public SimulatedWorker[] Workers { get; }

    /// <summary>Tokens of the requests that were sent to it and are not answered: what a gateway knows of its load, which counts bytes.</summary>
    public long Outstanding { get; set; }

    /// <summary>Has work for an idle worker.</summary>
    public bool HasWork => _waiting > 0;

    /// <summary>Reads and tokenises a request that arrives; gives the moment at which that is done.</summary>
    public double Read(SimulatedRequest request, double now) =>
        Beside(((_spec.Outside.RequestMs / 2) + (_spec.Outside.TokenMs * request.Tokens)) / 1000, now);

    /// <summary>Does something beside Runs; gives the moment at which that is done.</summary>
    public double Beside(double seconds, double now)
    {
        var core = Array.IndexOf(_besideUntil, _besideUntil.Min());
        var from = Math.Max(now, _besideUntil[core]);
        _besideUntil[core] = from + seconds;
        HoldUp(seconds, now);
        return from + seconds;
    }

    /// <summary>CPU time to write an answer.</summary>
    public double SecondsToWrite(SimulatedRequest request) => ((_spec.Outside.RequestMs / 2) + (_spec.Outside.InputMs * request.Lengths.Length)) / 1000;

    /// <summary>Lets a request into the queue; false when the queue refuses it.</summary>
    public bool TryAdmit(SimulatedRequest request)
    {
        // No two sequences are the same: what twins save depends on the texts.
        TokenSequence[] sequences = [.. request.Lengths.Select(NextSequence)];
        // Without keys a connection is a caller, and HTTP/1.1 has one request under way on each.
        var job = new EmbeddingJob($"{request.Number}", sequences, dimensions: 0);
        if (!_queue.TryAdd(new QueuedRequest(job, [.. Enumerable.Range(0, sequences.Length)])))
        {
            return false;
        }

        _requests.Add(job, request);
        _waiting += sequences.Length;
        return true;
    }

    /// <summary>Starts the next Run on an idle worker. There must be work.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="now">The time.</param>
    /// <param name="factor">How many times its median the Run takes.</param>
    public void Start(SimulatedWorker worker, double now, double factor)
    {
        _queue.Take(worker.Run);
        _waiting -= worker.Run.Items.Count();
        var isRested = now - worker.FreeAt > PauseSeconds;
        worker.StartedAt = now;
        worker.EndsAt = now + SecondsToACore(now) + (isRested ? _spec.Outside.RestedMs / 1000 : 0) + (factor * _spec.RunTimes.Seconds(worker.Run.Rows.Count, worker.Run.Longest));
        worker.State = WorkerState.Running;
    }

    /// <summary>Ends a worker's Run; gives the requests that are complete by it.</summary>
    public List<SimulatedRequest> End(SimulatedWorker worker)
    {
        _queue.Complete(worker.Run, TimeSpan.FromSeconds(worker.EndsAt - worker.StartedAt));
        var complete = new List<SimulatedRequest>();
        foreach (var item in worker.Run.Items)
        {
            var job = item.Request.Job;
            job.Deliver(item.Index, []);
            if (job.IsComplete && _requests.Remove(job, out var request))
            {
                complete.Add(request);
            }
        }

        worker.Run.Clear();
        worker.State = WorkerState.Idle;
        return complete;
    }

    // A free core does it, or that of a Run, which ends so much later.
    private void HoldUp(double seconds, double now)
    {
        var running = Workers.Count(worker => worker.State == WorkerState.Running);
        if (running == 0 || running + _besideUntil.Count(until => until > now) <= _spec.Cores)
        {
            return;
        }

        // In turn: the system gives the core of any of them.
        do
        {
            _heldUp = (_heldUp + 1) % Workers.Length;
        }
        while (Workers[_heldUp].State != WorkerState.Running);
        Workers[_heldUp].EndsAt += seconds;
    }

    // A Run that begins while every core has something to do waits for as many of them as there are too few.
    private double SecondsToACore(double now)
    {
        double[] beside = [.. _besideUntil.Where(until => until > now).Order()];
        var missing = Workers.Count(worker => worker.State == WorkerState.Running) + 1 + beside.Length - _spec.Cores;
        return missing > 0 && beside.Length > 0 ? beside[Math.Min(missing, beside.Length) - 1] - now : 0;
    }

    private TokenSequence NextSequence(int length)
    {
        var ids = new int[length];
        ids[0] = _sequences++;
        return new TokenSequence(ids, truncated: false);
    }
}
