using System.Text.Json;
using System.Text.Json.Serialization;

namespace Aegis.SoakRunner.Load;

/// <summary>Texts whose tokens and vectors are known: the bundled model's reference vectors, computed in fp32 by the reference.</summary>
internal sealed class GoldenTexts
{
    private const string FileName = "reference-vectors.fp32.json";

    private GoldenTexts(ReferenceFile file)
    {
        Model = file.Model[(file.Model.IndexOf('/', StringComparison.Ordinal) + 1)..];
        MaxTokens = file.MaxTokens;
        Items = file.Items;
    }

    /// <summary>Id of the model that they are of.</summary>
    public string Model { get; }

    /// <summary>Most tokens that the model takes of a text.</summary>
    public int MaxTokens { get; }

    /// <summary>The texts; tokens with the special ones, vectors of norm 1.</summary>
    public IReadOnlyList<ReferenceItem> Items { get; }

    /// <summary>Reads the file that comes with the runner.</summary>
    public static GoldenTexts Read()
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "data", FileName));
        return new GoldenTexts(JsonSerializer.Deserialize(file, ReferenceJson.Default.ReferenceFile)!);
    }
}

/// <summary>File of reference vectors.</summary>
internal sealed record ReferenceFile(string Model, int MaxTokens, IReadOnlyList<ReferenceItem> Items);

/// <summary>A text, its tokens, and its vector.</summary>
internal sealed record ReferenceItem(string Text, int Tokens, float[] Vector);

/// <summary>JSON of the reference vectors.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ReferenceFile))]
internal sealed partial class ReferenceJson : JsonSerializerContext;
