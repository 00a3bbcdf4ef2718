using Aegis.EmbeddingServer.Inference;
using Aegis.EmbeddingServer.Model;
using Aegis.Engine.Tokenization;
using Aegis.Engine.Tokenization.HuggingFace;

namespace Aegis.Testing.Servers;

/// <summary>The bundled model and its reference data.</summary>
internal static class Bundled
{
    public static ModelDescription Description { get; } = ModelFolder.Describe(new ModelOptions());

    public static string VocabularyFile { get; } = Description.PathOf(ModelFiles.Vocabulary);

    public static ITextTokenizer Tokenizer { get; } = TokenizerLoader.Load(Description.Directory, Description.MaxTokens);

    public static IReadOnlyList<ReferenceVector> Reference(string precision) =>
        ModelJson.Read(Description.ReferenceVectorsFile(Parse(precision)), ModelJsonContext.Default.ReferenceVectors).Items;

    public static OnnxEmbeddingModel Load(string precision) => OnnxEmbeddingModel.Load(
        Description,
        new LoadCandidate(ProviderTable.Of(ExecutionProvider.Cpu), Description.Files.First(file => file.Precision == Parse(precision))),
        Task.FromResult(Tokenizer));

    private static Precision Parse(string precision) => Enum.Parse<Precision>(precision, ignoreCase: true);
}
