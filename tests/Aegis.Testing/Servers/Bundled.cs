using Aegis.EmbeddingServer.Configuration;
using Aegis.Testing.Models;

namespace Aegis.Testing.Servers;

/// <summary>The bundled model and its reference data.</summary>
internal static class Bundled
{
    public static ModelDescription Description { get; } = Folders.Describe(new ModelOptions().ToSettings());

    public static string VocabularyFile { get; } = Description.PathOf(ModelFiles.Vocabulary);

    public static ITextTokenizer Tokenizer { get; } = TokenizerLoader.Load(Description.Directory, Description.MaxTokens);

    public static IReadOnlyList<ReferenceVector> Reference(string precision) =>
        ModelJson.Read(Description.ReferenceVectorsFile(Parse(precision)), ModelJsonContext.Default.ReferenceVectors).Items;

    public static OnnxEmbeddingModel Load(string precision) =>
        Folders.Load(Description, Description.Files.First(file => file.Precision == Parse(precision)), Tokenizer);

    private static Precision Parse(string precision) => Enum.Parse<Precision>(precision, ignoreCase: true);
}
