using Aegis.EmbeddingServer.Model;

namespace Aegis.EmbeddingServer.Inference;

/// <summary>Makes the backend that the options ask for, or says why it cannot be had.</summary>
internal sealed class BackendLoader(AegisOptions options, OnnxBackendLoader loader, ILogger<BackendLoader> logger)
{
    /// <summary>Loads and proves; takes up to a second for the bundled model.</summary>
    /// <exception cref="ModelLoadException">The model cannot be served.</exception>
    public Backend Load() => options.Backend switch
    {
        BackendKind.Onnx => LoadVerified(ModelFolder.Open(options.Model)),
        BackendKind.Deterministic => LoadDeterministic(),
        _ => throw new InvalidOperationException($"unknown backend {options.Backend}"),
    };

    // The files are hashed on another core while ONNX Runtime builds its session from them: nothing is served before
    // both are over, and a damaged file is reported as that, whatever else it led to.
    private Backend LoadVerified(ModelFolder folder)
    {
        var verification = Task.Run(folder.Verify);
        Backend backend;
        try
        {
            backend = LoadOnnx(folder.Describe());
        }
        catch (ModelLoadException)
        {
            verification.GetAwaiter().GetResult();
            throw;
        }

        try
        {
            verification.GetAwaiter().GetResult();
            return backend;
        }
        catch
        {
            backend.Dispose();
            throw;
        }
    }

    private Backend LoadOnnx(ModelDescription description)
    {
        // The tokenizer loads on another core while ONNX Runtime builds its session: each takes a good part of the start.
        var tokenizer = Task.Run(() => ModelTokenizer.Load(description));
        if (description.Steps.IsAssumed)
        {
            InferenceLog.PoolingAssumed(logger);
        }

        var plan = LoadPlan.For(new LoadWish(options.Execution.Provider, options.Model.Precision), description, MachineFacts.Read());
        var (backend, candidate, skipped) = FirstThatServes.Find(plan, candidate => loader.Load(description, candidate, tokenizer));
        foreach (var way in skipped.Where(way => way.Reason is SkipReason.Failed or SkipReason.Int8NotExact))
        {
            InferenceLog.WayNotTaken(logger, way.Way, way.Message);
        }

        var reason = FirstThatServes.Explain(candidate, skipped);
        InferenceLog.Chosen(logger, reason);
        return backend with
        {
            Identity = backend.Identity with
            {
                ExecutionReason = options.Model.HideFolder(reason),
                Skipped = skipped.Select(way => way.Reason).DefaultIfEmpty().Max(),
                Runtime = OnnxLibrary.Version,
            },
        };
    }

    private Backend LoadDeterministic()
    {
        InferenceLog.DeterministicBackend(logger);
        var identity = new BackendIdentity(
            options.Model.Id ?? "aegis-deterministic",
            Organisation: null,
            Created: 0,
            BackendKind.Deterministic,
            Fingerprint: nameof(BackendKind.Deterministic),
            "cpu",
            "none");
        return new Backend(identity, new DeterministicTokenizer(), new DeterministicEmbeddingModel(options.Deterministic.Dimensions))
        {
            Prompts = ModelPrompts.Of(options.Model),
        };
    }
}
