using System.Text.Json;
using System.Text.Json.Serialization;
using k8s;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.Serialization;

namespace Aegis.Deployment.Tests.Kubernetes;

/// <summary>
/// Reads YAML twice. Once as the client library does, which refuses fields that do not exist and fields that are there
/// twice, but takes a bare 1 or true for a text. And once by way of JSON, as a cluster does, which refuses that.
/// </summary>
internal static class StrictYaml
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.General)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    // Not thread-safe while it meets types for the first time.
    private static readonly Lock Gate = new();

    private static readonly IDeserializer Untyped = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build();

    /// <summary>Objects of Kubernetes and of its extensions, by their kind.</summary>
    public static IReadOnlyList<object> Objects(string yaml)
    {
        lock (Gate)
        {
            var objects = KubernetesYaml.LoadAllFromString(yaml, ServiceMonitor.Kinds, strict: true);
            return [.. objects.Zip(Documents(yaml), (item, document) => AsJson(document, item.GetType()))];
        }
    }

    /// <summary>One document of another tool.</summary>
    public static T One<T>(string yaml)
    {
        lock (Gate)
        {
            KubernetesYaml.Deserialize<T>(yaml, strict: true);
            return (T)AsJson(Documents(yaml).Single(), typeof(T));
        }
    }

    private static object AsJson(object document, Type type) =>
        JsonSerializer.SerializeToNode(document).Deserialize(type, Json) ?? throw new JsonException("An empty document");

    private static IEnumerable<object> Documents(string yaml)
    {
        var parser = new Parser(new StringReader(yaml));
        parser.Consume<StreamStart>();
        while (parser.Accept<DocumentStart>(out _))
        {
            yield return Untyped.Deserialize<object>(parser);
        }
    }
}
