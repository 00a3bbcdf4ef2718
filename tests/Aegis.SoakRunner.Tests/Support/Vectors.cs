using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace Aegis.SoakRunner.Tests.Support;

/// <summary>Vectors of norm 1 that depend on a text alone.</summary>
internal static class Vectors
{
    public static float[] Of(string text, int dimensions)
    {
        var random = new Random(text.Aggregate(17, (hash, character) => unchecked((hash * 31) + character)));
        double[] vector = [.. Enumerable.Range(0, dimensions).Select(_ => random.NextDouble() - 0.5)];
        var norm = Math.Sqrt(vector.Sum(component => component * component));
        return [.. vector.Select(component => (float)(component / norm))];
    }

    public static JsonNode ToJson(float[] vector, bool base64) => base64
        ? JsonValue.Create(Convert.ToBase64String(MemoryMarshal.AsBytes(vector.AsSpan())))
        : new JsonArray([.. vector.Select(component => (JsonNode)JsonValue.Create(component))]);

    public static float[] FromJson(JsonNode vector) => vector is JsonArray numbers
        ? [.. numbers.Select(number => number!.GetValue<float>())]
        : [.. MemoryMarshal.Cast<byte, float>(Convert.FromBase64String(vector.GetValue<string>()))];

    /// <summary>Changes a vector in the encoding that it has.</summary>
    public static void Change(JsonNode item, Func<float[], float[]> change)
    {
        var vector = item["embedding"]!;
        item["embedding"] = ToJson(change(FromJson(vector)), vector is JsonValue);
    }
}
