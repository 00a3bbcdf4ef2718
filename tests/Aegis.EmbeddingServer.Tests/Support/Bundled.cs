using Aegis.EmbeddingServer.Inference;
using Aegis.EmbeddingServer.Model;
using Aegis.EmbeddingServer.Tokenization;

namespace Aegis.EmbeddingServer.Tests.Support;

/// <summary>The bundled model and its reference data.</summary>
internal static class Bundled
{
    public static ModelDescription Description { get; } = ModelFolder.Describe(new ModelOptions());

    public static WordPieceTextTokenizer Tokenizer { get; } = WordPieceTextTokenizer.Load(Description.VocabularyFile, Description.MaxTokens);

    public static IReadOnlyList<ReferenceVector> Reference(string precision) =>
        ModelJson.Read(Description.ReferenceVectorsFile(Parse(precision)), ModelJsonContext.Default.ReferenceVectors).Items;

    public static OnnxEmbeddingModel Load(string precision) => OnnxEmbeddingModel.Load(Description.OnnxFile(Parse(precision)), Description.Dimensions);

    private static Precision Parse(string precision) => Enum.Parse<Precision>(precision, ignoreCase: true);
}
