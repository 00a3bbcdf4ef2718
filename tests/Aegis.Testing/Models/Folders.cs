namespace Aegis.Testing.Models;

/// <summary>Model folders without the rest of an engine.</summary>
internal static class Folders
{
    public static ModelDescription Describe(string directory) => Describe(new ModelSettings(directory));

    /// <summary>Opens, verifies and describes a folder.</summary>
    public static ModelDescription Describe(ModelSettings settings)
    {
        var folder = ModelFolder.Open(settings);
        folder.Verify();
        return folder.Describe();
    }

    /// <summary>Loads a file, on the CPU unless a provider is given, and makes a trial batch.</summary>
    public static OnnxEmbeddingModel Load(
        ModelDescription description, OnnxFile file, ITextTokenizer tokenizer, ProviderEntry? provider = null)
    {
        provider ??= ProviderTable.Of(ExecutionProvider.Cpu);
        var session = OnnxSession.Open(description, file, provider);
        var model = new OnnxEmbeddingModel(session, provider.Rules, description.Steps, tokenizer);
        Assert.Null(model.ProblemInTrial());
        return model;
    }
}
