using Aegis.EmbeddingServer.Scheduling;

namespace Aegis.EmbeddingServer.Serving;

/// <summary>Loads the model while the port is open already, publishes it in <see cref="ServingState"/>, and takes it down at the end.</summary>
internal sealed class ModelLoader(
    AegisOptions options,
    EngineFactory engines,
    ServingState state,
    IHostApplicationLifetime lifetime,
    ILogger<ModelLoader> logger) : BackgroundService
{
    private readonly Lock _gate = new();
    private Task? _loading;

    /// <summary>Begins to load, before the rest of the server is built; the start of the host goes on with it.</summary>
    public void Begin() => _ = LoadingAsync();

    public override void Dispose()
    {
        // A process that ends while ONNX Runtime is loading crashes; it takes half a second.
        _loading?.GetAwaiter().GetResult();
        state.Current.Engine?.Dispose();
        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => LoadingAsync();

    // Half a second of CPU work: off the start-up path, so that the port opens at once.
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
            state.Failed("embeddings are disabled (Aegis:Enabled)");
            return;
        }

        try
        {
            state.Ready(await engines.CreateAsync());
        }
#pragma warning disable CA1031 // Whatever goes wrong, the process stays up and says so: a crash loop explains nothing.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Fail(exception);
        }
    }

    private void Fail(Exception exception)
    {
        var reason = exception is ModelLoadException ? exception.Message : "the model could not be loaded: " + exception.Message;
        // Callers learn the file; where it lies is for the log.
        state.Failed(options.Model.HideFolder(reason));
        ModelLog.Failed(logger, exception is ModelLoadException ? null : exception, reason);
        if (options.Model.ExitOnFailure)
        {
            Environment.ExitCode = 1;
            // Not before the start is over: the web server would report a start that was cancelled.
            lifetime.ApplicationStarted.Register(lifetime.StopApplication);
        }
    }
}
