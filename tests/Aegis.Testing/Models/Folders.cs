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

    /// <summary>Loads a file on the CPU, and makes a trial batch.</summary>
    public static OnnxEmbeddingModel Load(ModelDescription description, OnnxFile file, ITextTokenizer tokenizer)
    {
        var cpu = ProviderTable.Of(ExecutionProvider.Cpu);
        var model = new OnnxEmbeddingModel(OnnxSession.Open(description, file, cpu), cpu.Rules, description.Steps.Pooling, tokenizer);
        Assert.Null(model.ProblemInTrial(tokenizer));
        return model;
    }
}
