using Aegis.EmbeddingServer.Inference;
using Aegis.EmbeddingServer.Model;

namespace Aegis.EmbeddingServer.Scheduling;

/// <summary>Loads the backend, starts its workers and sends first jobs through them.</summary>
internal sealed class EngineFactory(AegisOptions options, Func<Backend> loadBackend, WorkerContext context)
{
    /// <summary>Code that has run once is compiled: without this the first caller would wait for that.</summary>
    private static readonly string[] WarmUpTexts = ["Warm up.", "A first job on the way that every other will take."];

    /// <exception cref="ModelLoadException">The model cannot be served.</exception>
    public async Task<Engine> CreateAsync()
    {
        var startedAt = context.Clock.GetTimestamp();
        var backend = loadBackend();
        var engine = new Engine(backend, new EmbeddingScheduler(backend, options.Execution, options.Admission, context));
        foreach (var text in WarmUpTexts)
        {
            using var job = new EmbeddingJob([backend.Tokenizer.Tokenize(text)], backend.Model.Dimensions);
            var outcome = await engine.Scheduler.RunAsync(job, CancellationToken.None);
            if (outcome != JobOutcome.Completed)
            {
                engine.Dispose();
                throw new ModelLoadException($"the first job through the workers ended as {outcome}");
            }
        }

        var elapsed = context.Clock.GetElapsedTime(startedAt);
        SchedulingLog.Ready(context.Logger, backend.Identity.ModelId, backend.Identity.Precision, options.Execution.Workers, elapsed.TotalMilliseconds);
        return engine;
    }
}
