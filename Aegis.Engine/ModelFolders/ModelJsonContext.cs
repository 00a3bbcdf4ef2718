using System.Text.Json.Serialization;

namespace Aegis.Engine.ModelFolders;

/// <summary>Serialisation of the files of a model folder.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(ModelManifest))]
[JsonSerializable(typeof(ReferenceVectors))]
[JsonSerializable(typeof(TransformerConfig))]
[JsonSerializable(typeof(SentenceConfig))]
[JsonSerializable(typeof(TokenizerLimit))]
[JsonSerializable(typeof(PromptConfig))]
[JsonSerializable(typeof(PoolingConfig))]
[JsonSerializable(typeof(IReadOnlyList<SentenceModule>))]
internal sealed partial class ModelJsonContext : JsonSerializerContext;
