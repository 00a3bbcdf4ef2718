using System.Text.Json.Serialization;

namespace Aegis.EmbeddingServer.Hub;

/// <summary>Members of <c>GET /api/models/{id}/revision/{revision}</c>: the commit (40 hexadecimal digits) and its files.</summary>
internal sealed record HubModel(string Sha, IReadOnlyList<HubSibling?> Siblings)
{
    public DateTimeOffset? LastModified { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public IReadOnlyList<string> Paths => [.. Siblings.OfType<HubSibling>().Select(sibling => sibling.Rfilename)];
}

/// <param name="Rfilename">The path of the file, with forward slashes.</param>
internal sealed record HubSibling(string Rfilename);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true,
    WriteIndented = true,
    NewLine = "\n")]
[JsonSerializable(typeof(HubModel))]
[JsonSerializable(typeof(PulledManifest))]
internal sealed partial class HubJsonContext : JsonSerializerContext;
