using Aegis.EmbeddingServer.Inference;

namespace Aegis.EmbeddingServer.Scheduling;

/// <summary>Admits jobs, lets the workers compute them, and keeps each job's time limit.</summary>
internal sealed class EmbeddingScheduler : IDisposable
{
    private readonly WorkQueue _queue;
    private readonly AdmissionOptions _admission;
    private readonly WorkerContext _context;
    private readonly Thread[] _workers;

    public EmbeddingScheduler(Backend backend, ExecutionOptions execution, AdmissionOptions admission, WorkerContext context)
    {
        _admission = admission;
        _context = context;
        var fairQueue = new FairQueue(backend.Tokenizer.MaxTokens, new RunShape());
        _queue = new WorkQueue(fairQueue, admission, new DrainRate(execution.Workers));
        context.Metrics.ObserveQueue(() => _queue.Inputs, () => _queue.Tokens);
        _workers = [.. Enumerable.Range(0, execution.Workers)
            .Select(number => new Worker(_queue, backend.Model, context).Start(number))];
    }

    /// <summary>Inputs admitted and not yet answered.</summary>
    public int QueuedInputs => _queue.Inputs;

    /// <summary>When the work that is there now will be done: what a refused caller should wait.</summary>
    public TimeSpan ExpectedWait => _queue.ExpectedWait();

    /// <summary>Computes a job's vectors.</summary>
    /// <param name="job">The job; its vectors may be read when the outcome is <see cref="JobOutcome.Completed"/>.</param>
    /// <param name="cancellationToken">The caller has gone: what still waits of the job leaves the queue at once.</param>
    /// <exception cref="OperationCanceledException">The caller has gone.</exception>
    public async Task<JobOutcome> RunAsync(EmbeddingJob job, CancellationToken cancellationToken)
    {
        if (_queue.TryAdd(job) is not { } request)
        {
            return await job.Completion;
        }

        try
        {
            return await job.Completion.WaitAsync(_admission.RequestTimeLimit, _context.Clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            return JobOutcome.TimedOut;
        }
        finally
        {
            // Nothing waits of a job that has completed; of any other one, this.
            _queue.Remove(request);
        }
    }

    /// <summary>Ends what still waits, and lets nothing in any more.</summary>
    public void Stop() => _queue.Close();

    /// <summary>Stops, and joins the workers.</summary>
    public void Dispose()
    {
        Stop();
        foreach (var worker in _workers)
        {
            worker.Join();
        }
    }
}
