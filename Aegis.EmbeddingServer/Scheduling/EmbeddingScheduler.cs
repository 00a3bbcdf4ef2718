using Aegis.EmbeddingServer.Inference;

namespace Aegis.EmbeddingServer.Scheduling;

/// <summary>Admits jobs, lets the workers compute them, and keeps each job's time limit.</summary>
internal sealed class EmbeddingScheduler : IDisposable
{
    private readonly WorkQueue _queue;
    private readonly AdmissionOptions _admission;
    private readonly WorkerContext _context;
    private readonly WorkerCrew _workers;

    public EmbeddingScheduler(Backend backend, ExecutionOptions execution, AdmissionOptions admission, WorkerContext context)
    {
        _admission = admission;
        _context = context;
        var shape = new RunShape(execution.RunTokens(backend.Limits), backend.Limits.MaxSequences);
        var fairQueue = new FairQueue(backend.Tokenizer.MaxTokens, shape);
        _queue = new WorkQueue(fairQueue, new Admission(admission, shape.MaxPaddedTokens), new DrainRate(execution.Workers));
        context.Metrics.ObserveScheduler(() => (_queue.Total.Requests, _queue.Total.Inputs, _queue.Total.Tokens), execution.Workers);
        _workers = new WorkerCrew(execution.Workers, () => new Worker(_queue, backend.Model, context), context.Health);
    }

    /// <summary>Inputs admitted and not yet answered.</summary>
    public int QueuedInputs => _queue.Total.Inputs;

    /// <summary>When the work that is there now will be done: what a refused caller should wait.</summary>
    public TimeSpan ExpectedWait => _queue.ExpectedWait();

    /// <summary>Whether a caller's request of at least so many inputs might be taken now; asked before work is put into it.</summary>
    public bool HasRoom(string caller, int inputs) => _queue.HasRoom(caller, new WorkLoad(1, inputs, inputs));

    /// <summary>Computes a job's vectors.</summary>
    /// <param name="job">The job; its vectors may be read when the outcome is <see cref="JobOutcome.Completed"/>.</param>
    /// <param name="cancellationToken">The caller has gone: what still waits of the job leaves the queue at once.</param>
    /// <exception cref="OperationCanceledException">The caller has gone.</exception>
    public async Task<JobOutcome> RunAsync(EmbeddingJob job, CancellationToken cancellationToken)
    {
        var missing = Missing(job);
        if (missing.Count == 0)
        {
            return await job.Completion;
        }

        var request = new QueuedRequest(job, missing);
        if (!_queue.TryAdd(request))
        {
            return await job.Completion;
        }

        try
        {
            return await job.Completion.WaitAsync(_admission.RequestTimeLimit, _context.Clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            _workers.ReplaceStuck(_admission.RequestTimeLimit);
            return JobOutcome.TimedOut;
        }
        finally
        {
            // Nothing waits of a job that has completed; of any other one, this.
            if (!job.IsComplete)
            {
                _queue.Remove(request);
            }
        }
    }

    /// <summary>Ends what still waits, and lets nothing in any more.</summary>
    public void Stop() => _queue.Close();

    /// <summary>Stops, and joins the workers.</summary>
    public void Dispose()
    {
        Stop();
        _workers.Join();
    }

    // Delivers what the cache has; gives the indexes of the rest.
    private List<int> Missing(EmbeddingJob job)
    {
        var missing = new List<int>(job.Sequences.Count);
        for (var index = 0; index < job.Sequences.Count; index++)
        {
            if (_context.Cache is { } cache && cache.TryGet(job.Sequences[index], out var vector))
            {
                job.Deliver(index, vector);
            }
            else
            {
                missing.Add(index);
            }
        }

        return missing;
    }
}
