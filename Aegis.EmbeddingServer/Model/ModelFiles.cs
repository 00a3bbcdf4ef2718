namespace Aegis.EmbeddingServer.Model;

/// <summary>The files that the server reads of a model folder, by their paths in it.</summary>
internal static class ModelFiles
{
    public const string Transformer = "config.json";
    public const string Sentence = "sentence_bert_config.json";
    public const string Tokenizer = "tokenizer_config.json";
    public const string Modules = "modules.json";
    public const string Pooling = "1_Pooling/config.json";
    public const string Vocabulary = "vocab.txt";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Transformer, Sentence, Tokenizer, Modules, Pooling, Vocabulary,
        .. Enum.GetValues<Precision>().Select(Onnx),
        .. Enum.GetValues<Precision>().Select(ReferenceVectors),
    ];

    public static string Onnx(Precision precision) => precision == Precision.Int8 ? "model.int8.onnx" : "model.onnx";

    public static string ReferenceVectors(Precision precision) =>
        precision == Precision.Int8 ? "reference-vectors.int8.json" : "reference-vectors.fp32.json";
}
