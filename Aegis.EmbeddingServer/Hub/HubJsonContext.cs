using System.Text.Json.Serialization;

namespace Aegis.EmbeddingServer.Hub;

/// <summary>Serialisation of the answers of a hub and of the manifest.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true,
    WriteIndented = true,
    NewLine = "\n")]
[JsonSerializable(typeof(HubModel))]
[JsonSerializable(typeof(PulledManifest))]
internal sealed partial class HubJsonContext : JsonSerializerContext;
