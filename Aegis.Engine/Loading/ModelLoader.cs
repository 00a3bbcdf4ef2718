using Aegis.Engine.Inference.Deterministic;
using Aegis.Engine.Inference.Onnx;
using Aegis.Engine.ModelFolders;
using Aegis.Engine.ModelFolders.Graphs;

namespace Aegis.Engine.Loading;

internal sealed class ModelLoader(LoadSettings settings, CandidateLoader candidates, ILogger<ModelLoader> logger)
{
    /// <summary>Loads and proves; takes up to a second for the bundled model.</summary>
    /// <exception cref="ModelLoadException">The model cannot be served.</exception>
    public ProvenModel Load() =>
        settings.Backend == BackendKind.Onnx ? LoadVerified(ModelFolder.Open(settings.Model)) : LoadDeterministic();

    // The files are hashed on another core while ONNX Runtime builds its session. The model is not served before both
    // are done. A damaged file is reported as damaged, even if it also caused another failure.
    private ProvenModel LoadVerified(ModelFolder folder)
    {
        var verification = Task.Run(folder.Verify);
        ProvenModel model;
        try
        {
            model = LoadFirst(folder.Describe());
        }
        catch (ModelLoadException)
        {
            verification.GetAwaiter().GetResult();
            throw;
        }

        try
        {
            verification.GetAwaiter().GetResult();
            return model;
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    private ProvenModel LoadFirst(ModelDescription description)
    {
        // The tokenizer loads on another core while ONNX Runtime builds its session: each takes a good part of the start.
        var tokenizer = Task.Run(() => ModelTokenizer.Load(description));
        var plan = LoadPlan.For(settings, description, MachineFacts.Read());
        var (model, choice) = plan.FirstThatServes(candidate => candidates.Load(description, candidate, tokenizer));
        foreach (var way in choice.Skipped.Where(way => way.Reason is SkipReason.Failed or SkipReason.Int8NotExact))
        {
            LoadingLog.WayNotTaken(logger, way.Way, way.Message);
        }

        LoadingLog.Chosen(logger, choice.Reason);
        return model with
        {
            Choice = choice,
            Identity = model.Identity with
            {
                ExecutionReason = settings.Model.HideFolder(choice.Reason),
                Skipped = choice.Skip,
                Runtime = OnnxLibrary.Version,
            },
        };
    }

    private ProvenModel LoadDeterministic()
    {
        LoadingLog.DeterministicBackend(logger);
        var identity = new ModelIdentity(
            settings.Model.Id ?? "aegis-deterministic",
            Organisation: null,
            Created: 0,
            Fingerprint: "Deterministic",
            ExecutionProvider.Cpu.Name(),
            "none");
        var model = new DeterministicEmbeddingModel(settings.DeterministicDimensions);
        return new ProvenModel(identity, new DeterministicTokenizer(), model) { Prompts = ModelPrompts.Of(settings.Model) };
    }
}
