using System.Text.Json;
using System.Text.Json.Serialization;

namespace Aegis.SoakRunner.Load;

/// <summary>Texts with known tokens and vectors: the reference vectors of the bundled model, in fp32.</summary>
internal sealed class GoldenTexts
{
    private const string FileName = "reference-vectors.fp32.json";

    private GoldenTexts(ReferenceFile file)
    {
        Model = file.Model[(file.Model.IndexOf('/', StringComparison.Ordinal) + 1)..];
        MaxTokens = file.MaxTokens;
        Items = file.Items;
    }

    public string Model { get; }

    /// <summary>Token limit of the model.</summary>
    public int MaxTokens { get; }

    /// <summary>Tokens include the special ones; vectors have norm 1.</summary>
    public IReadOnlyList<ReferenceItem> Items { get; }

    public static GoldenTexts Read()
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "data", FileName));
        return new GoldenTexts(JsonSerializer.Deserialize(file, ReferenceJson.Default.ReferenceFile)!);
    }
}

internal sealed record ReferenceFile(string Model, int MaxTokens, IReadOnlyList<ReferenceItem> Items);

internal sealed record ReferenceItem(string Text, int Tokens, float[] Vector);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ReferenceFile))]
internal sealed partial class ReferenceJson : JsonSerializerContext;
