using System.Diagnostics.Metrics;
using Aegis.Engine.Loading;
using Aegis.Engine.ModelFolders.Graphs;
using Aegis.Engine.Telemetry;
using Aegis.Engine.Workers;

namespace Aegis.Engine;

/// <summary>A proven model with its workers: admits jobs, computes them, and keeps the time limit of each.</summary>
internal sealed class EmbeddingEngine : IDisposable
{
    /// <summary>Code that has run once is compiled: without this the first request would wait for the compiler.</summary>
    private static readonly string[] WarmUpTexts = ["Warm up.", "A first job on the way that every other will take."];

    private readonly WorkQueue _queue;
    private readonly TimeSpan _timeLimit;
    private readonly WorkerContext _context;
    private readonly WorkerPool _workers;

    private EmbeddingEngine(ProvenModel model, WorkerSettings settings, WorkerContext context)
    {
        Model = model;
        _timeLimit = settings.RequestTimeLimit;
        _context = context;
        var limits = settings.LimitsFor(model.BatchLimits);
        _queue = new WorkQueue(
            new FairQueue(model.Tokenizer.MaxTokens, limits),
            new Admission(settings.AdmissionLimits, limits.MaxPaddedTokens),
            new Throughput(settings.Workers));
        context.Metrics.ObserveQueue(() => _queue.Total, settings.Workers);
        _workers = new WorkerPool(settings.Workers, () => new Worker(_queue, context), context.Health);
    }

    public ProvenModel Model { get; }

    /// <summary>False when the last batches of the model were wrong, or no worker is left.</summary>
    public bool IsHealthy => _context.Health.IsHealthy;

    /// <summary>Inputs admitted and not yet computed.</summary>
    public int QueuedInputs => _queue.Total.Inputs;

    /// <summary>When the admitted work will be done: how long a refused caller should wait.</summary>
    public TimeSpan ExpectedWait => _queue.ExpectedWait();

    /// <summary>Starts the workers of a model and sends first jobs through them.</summary>
    /// <param name="model">The model; disposed with the engine, and when the start fails.</param>
    /// <param name="settings">How it computes.</param>
    /// <param name="services">Clock, meters and loggers.</param>
    /// <exception cref="ModelLoadException">A first job failed.</exception>
    public static async Task<EmbeddingEngine> StartAsync(ProvenModel model, WorkerSettings settings, EngineServices services)
    {
        var metrics = new EngineMetrics(services.Meters, model.Identity);
        var cache = settings.CacheBytes == 0
            ? null
            : new VectorCache(settings.CacheBytes, (model.Dimensions, model.Tokenizer.MaxTokens), metrics);
        var context = new WorkerContext(model.Model, cache, new BatchHealth(), metrics, services.Clock)
        {
            Logger = services.Loggers.CreateLogger<Worker>(),
        };
        var engine = new EmbeddingEngine(model, settings, context);
        try
        {
            foreach (var text in WarmUpTexts)
            {
                await engine.WarmUpAsync(text);
            }
        }
        catch
        {
            engine.Dispose();
            throw;
        }

        if (model.Canary is not null)
        {
            // The loader has proven the model.
            metrics.CanaryEnded(isRight: true);
        }

        return engine;
    }

    /// <summary>
    /// Whether a request of a caller with at least that many inputs would be admitted now. Cheap: asked before work is put
    /// into a request that would be refused.
    /// </summary>
    public bool Admits(string caller, int inputs) => _queue.Admits(caller, new WorkLoad(1, inputs, inputs));

    /// <summary>Computes the vectors of a job.</summary>
    /// <param name="job">The job; its vectors are valid when the outcome is <see cref="JobOutcome.Completed"/>.</param>
    /// <param name="cancellationToken">The caller has gone: waiting sequences of the job leave the queue at once.</param>
    /// <exception cref="OperationCanceledException">The caller has gone.</exception>
    public async Task<JobOutcome> EmbedAsync(EmbeddingJob job, CancellationToken cancellationToken)
    {
        var missing = DeliverCached(job);
        if (missing.Count == 0)
        {
            return await job.Completion;
        }

        job.Prepare(missing);
        if (!_queue.TryAdd(job))
        {
            return await job.Completion;
        }

        try
        {
            return await job.Completion.WaitAsync(_timeLimit, _context.Clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            _workers.ReplaceStuck(_timeLimit);
            return JobOutcome.TimedOut;
        }
        finally
        {
            // Nothing of a completed job waits; sequences of any other job may.
            if (!job.IsComplete)
            {
                _queue.Remove(job);
            }
        }
    }

    /// <summary>Computes the vectors of known texts again.</summary>
    /// <returns>What is wrong, in words; null when the vectors are right. Null too for a model without known texts.</returns>
    public string? Prove()
    {
        var problem = ProblemOfCanary();
        _context.Metrics.CanaryEnded(problem is null);
        return problem;
    }

    /// <summary>Ends waiting jobs, and admits nothing any more.</summary>
    public void Stop() => _queue.Close();

    /// <summary>Stops, joins the workers, and then disposes the model, whose native memory they use.</summary>
    public void Dispose()
    {
        Stop();
        _workers.Join();
        Model.Dispose();
        _context.Metrics.Dispose();
    }

    private string? ProblemOfCanary()
    {
        try
        {
            return Model.Canary?.ProblemWith(Model.Model, Model.Tokenizer);
        }
#pragma warning disable CA1031 // Whatever the model throws is what this looks for.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return exception.Message;
        }
    }

    // Delivers the vectors that the cache has, and returns the indexes of the other sequences.
    private List<int> DeliverCached(EmbeddingJob job)
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

    // A job over a short time limit has warmed up the workers as well.
    private async Task WarmUpAsync(string text)
    {
        using var job = new EmbeddingJob(nameof(WarmUpAsync), [Model.Tokenizer.Tokenize(text)], Model.Dimensions);
        if (await EmbedAsync(job, CancellationToken.None) == JobOutcome.Failed)
        {
            throw new ModelLoadException("the first job through the workers failed");
        }
    }
}

/// <summary>What an engine takes from its program.</summary>
internal sealed record EngineServices(TimeProvider Clock, IMeterFactory Meters, ILoggerFactory Loggers);
