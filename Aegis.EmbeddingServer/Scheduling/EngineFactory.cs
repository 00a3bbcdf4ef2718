using Aegis.EmbeddingServer.Diagnostics;
using Aegis.EmbeddingServer.Inference;
using Aegis.EmbeddingServer.Model;

namespace Aegis.EmbeddingServer.Scheduling;

/// <summary>Loads the backend, starts its workers and sends first jobs through them.</summary>
internal sealed class EngineFactory(AegisOptions options, Func<Backend> loadBackend, RequestTracer tracer, WorkerContext context)
{
    /// <summary>Code that has run once is compiled: without this the first caller would wait for that.</summary>
    private static readonly string[] WarmUpTexts = ["Warm up.", "A first job on the way that every other will take."];

    /// <exception cref="ModelLoadException">The model cannot be served.</exception>
    public async Task<Engine> CreateAsync()
    {
        var startedAt = context.Clock.GetTimestamp();
        var backend = loadBackend();
        context.Metrics.Serves(backend.Identity);
        tracer.Serves(backend.Identity);
        var engine = new Engine(backend, new EmbeddingScheduler(backend, options.Execution, options.Admission, context with { Cache = CacheFor(backend) }));
        try
        {
            foreach (var text in WarmUpTexts)
            {
                await WarmUpAsync(engine, text);
            }
        }
        catch
        {
            engine.Dispose();
            throw;
        }

        var identity = backend.Identity;
        context.Metrics.ObserveModel(identity);
        if (backend.Canary is not null)
        {
            // Its loader has proven it.
            context.Metrics.CanaryEnded(isRight: true);
        }

        var elapsed = context.Clock.GetElapsedTime(startedAt);
        SchedulingLog.Ready(context.Logger, identity.ModelId, identity.Precision, options.Execution.Workers, elapsed.TotalMilliseconds);
        return engine;
    }

    private VectorCache? CacheFor(Backend backend) => options.Cache.MaxBytes == 0
        ? null
        : new VectorCache(options.Cache.MaxBytes, backend.Identity.Fingerprint, (backend.Model.Dimensions, backend.Tokenizer.MaxTokens), context.Metrics);

    // A job over a short time limit has warmed up the workers as well.
    private static async Task WarmUpAsync(Engine engine, string text)
    {
        using var job = new EmbeddingJob(nameof(WarmUpAsync), [engine.Backend.Tokenizer.Tokenize(text)], engine.Backend.Model.Dimensions);
        if (await engine.Scheduler.RunAsync(job, CancellationToken.None) == JobOutcome.Failed)
        {
            throw new ModelLoadException("the first job through the workers failed");
        }
    }
}
