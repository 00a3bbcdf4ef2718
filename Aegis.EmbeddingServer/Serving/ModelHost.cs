using Aegis.EmbeddingServer.Configuration;
using Aegis.EmbeddingServer.Diagnostics;
using Aegis.Engine;
using Aegis.Engine.Loading;
using Aegis.Engine.ModelFolders.Graphs;

namespace Aegis.EmbeddingServer.Serving;

/// <summary>
/// Loads the model while the port is open already, publishes its engine in <see cref="ServingState"/>, and disposes the
/// engine at the end.
/// </summary>
internal sealed class ModelHost(AegisOptions options, Func<ProvenModel> loadModel, ServingContext context, ILogger<ModelHost> logger)
    : BackgroundService
{
    private readonly Lock _gate = new();
    private Task? _loading;

    /// <summary>Begins to load, before the rest of the server is built.</summary>
    public void Begin() => _ = LoadingAsync();

    public override void Dispose()
    {
        // A process that ends while ONNX Runtime is loading crashes; loading takes half a second.
        _loading?.GetAwaiter().GetResult();
        context.State.Current.Engine?.Dispose();
        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => LoadingAsync();

    // Half a second of CPU work: not in the start of the host, so that the port opens at once.
    private Task LoadingAsync()
    {
        lock (_gate)
        {
            return _loading ??= Task.Run(LoadAsync);
        }
    }

    private async Task LoadAsync()
    {
        if (!options.Enabled)
        {
            context.State.Failed("embeddings are disabled (Aegis:Enabled)");
            return;
        }

        try
        {
            context.State.Ready(await StartEngineAsync());
        }
#pragma warning disable CA1031 // Whatever goes wrong, the process stays up and gives the reason: a crash loop explains nothing.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Fail(exception);
        }
    }

    private async Task<EmbeddingEngine> StartEngineAsync()
    {
        var clock = context.Services.Clock;
        var startedAt = clock.GetTimestamp();
        var model = loadModel();
        var (identity, settings) = (model.Identity, options.ToWorkerSettings());
        context.Metrics.Serves(identity);
        context.Tracer.Serves(identity);
        var engine = await EmbeddingEngine.StartAsync(model, settings, context.Services);
        var milliseconds = clock.GetElapsedTime(startedAt).TotalMilliseconds;
        ServingLog.Ready(logger, identity.ModelId, identity.Precision, settings.Workers, milliseconds);
        return engine;
    }

    private void Fail(Exception exception)
    {
        var isExpected = exception is ModelLoadException;
        var reason = isExpected ? exception.Message : "the model could not be loaded: " + exception.Message;
        // Callers learn the file, only the log has its folder.
        context.State.Failed(options.Model.ToSettings().HideFolder(reason));
        ServingLog.Failed(logger, isExpected ? null : exception, reason);
        if (options.Model.ExitOnFailure)
        {
            Environment.ExitCode = 1;
            // After the start: the web server would report a start that was cancelled.
            context.Lifetime.ApplicationStarted.Register(context.Lifetime.StopApplication);
        }
    }
}

/// <summary>What a served model is published to.</summary>
internal sealed record ServingContext(
    ServingState State, ServerMetrics Metrics, RequestTracer Tracer, EngineServices Services, IHostApplicationLifetime Lifetime);
