using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Aegis.Testing.Contract;

/// <summary>
/// Judges a vector of an answer: as many components as <c>dimensions</c> says (384), norm 1 within 1e-3, and, where
/// <c>like</c> names a text of the reference vectors, a cosine of at least 0.99 with that text's vector cut to that width.
/// With <c>base64</c> it comes as text. The reference is fp32, so that int8 fits as well.
/// </summary>
internal static class VectorMatcher
{
    private const int ModelDimensions = 384;
    private const double LeastCosine = 0.99;
    private const double NormTolerance = 1e-3;

    private static readonly Lazy<Dictionary<string, float[]>> Reference = new(() =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "reference-vectors.fp32.json")))!["items"]!.AsArray()
            .ToDictionary(item => item!["text"]!.GetValue<string>(), item => item!["vector"].Deserialize<float[]>()!));

    public static string? Mismatch(JsonObject expected, JsonNode? actual)
    {
        var dimensions = expected["dimensions"]?.GetValue<int>() ?? ModelDimensions;
        if (Components(actual, expected["base64"]?.GetValue<bool>() ?? false) is not { } vector || vector.Length != dimensions)
        {
            return $"is no vector of {dimensions} components";
        }

        if (!(Math.Abs(TensorPrimitives.Norm<float>(vector) - 1) <= NormTolerance))
        {
            return $"has norm {TensorPrimitives.Norm<float>(vector)}";
        }

        if (expected["like"]?.GetValue<string>() is not { } text)
        {
            return null;
        }

        var cosine = TensorPrimitives.CosineSimilarity<float>(vector, Reference.Value[text].AsSpan(0, dimensions));
        return cosine >= LeastCosine ? null : $"has cosine {cosine} with the reference vector of '{text}'";
    }

    private static float[]? Components(JsonNode? node, bool base64) => node?.GetValueKind() switch
    {
        JsonValueKind.Array when !base64 => node.Deserialize<float[]>(),
        JsonValueKind.String when base64 => MemoryMarshal.Cast<byte, float>(Convert.FromBase64String(node.GetValue<string>())).ToArray(),
        _ => null,
    };
}
