using System.Text.Json;
using System.Text.Json.Serialization;
using Aegis.EmbeddingServer.Configuration;

namespace Aegis.EmbeddingServer.Api.Embeddings;

/// <summary>Body of <c>POST /v1/embeddings</c>, as it was sent; unknown fields are ignored. <see cref="OrderReader"/> checks it.</summary>
internal sealed record EmbeddingsBody
{
    public IReadOnlyList<EmbeddingInput>? Input { get; init; }

    public string? Model { get; init; }

    public string? EncodingFormat { get; init; }

    public int? Dimensions { get; init; }

    public string? Truncate { get; init; }

    public string? PromptName { get; init; }
}

[JsonSerializable(typeof(EmbeddingsBody))]
internal sealed partial class EmbeddingsJsonContext : JsonSerializerContext
{
    public const int MaxDepth = 64;

    public static EmbeddingsJsonContext Within(ApiOptions limits) => new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        MaxDepth = MaxDepth,
        Converters = { new InputConverter(limits) },
    });
}
