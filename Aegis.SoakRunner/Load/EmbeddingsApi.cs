using System.Text.Json.Serialization;

namespace Aegis.SoakRunner.Load;

/// <summary>Request body of <c>POST /v1/embeddings</c>.</summary>
internal sealed record EmbeddingsBody(IReadOnlyList<string> Input);

/// <summary>Answer of <c>POST /v1/embeddings</c>.</summary>
internal sealed record EmbeddingsAnswer(IReadOnlyList<EmbeddingItem> Data, UsageNumbers Usage);

/// <summary>One vector and its place.</summary>
internal sealed record EmbeddingItem(int Index, float[] Embedding);

/// <summary>Tokens of the request.</summary>
internal sealed record UsageNumbers(int PromptTokens, int TotalTokens);

/// <summary>Serialisation of the bodies.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(EmbeddingsBody))]
[JsonSerializable(typeof(EmbeddingsAnswer))]
internal sealed partial class EmbeddingsJsonContext : JsonSerializerContext;
