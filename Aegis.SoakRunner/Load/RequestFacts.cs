using System.Text.Json.Serialization;

namespace Aegis.SoakRunner.Load;

/// <summary>What requests are made from, and what is known of the target's tokens.</summary>
/// <param name="Vocabulary">Words of one token each.</param>
/// <param name="Golden">Texts with known tokens.</param>
/// <param name="ModelId">Model to name in requests; null: none.</param>
/// <param name="KnowsWords">Whether a word of the vocabulary is one token of the target.</param>
/// <param name="KnowsGolden">Whether the golden texts' tokens are the target's.</param>
internal sealed record RequestFacts(Vocabulary Vocabulary, GoldenTexts Golden, string? ModelId, bool KnowsWords, bool KnowsGolden)
{
    /// <summary>Tokens that the model adds to a text: [CLS] and [SEP].</summary>
    public const int SpecialTokens = 2;

    /// <summary>Most tokens that the model takes of a text.</summary>
    public int MaxTokens => Golden.MaxTokens;
}

/// <summary>JSON of request fields.</summary>
[JsonSerializable(typeof(string))]
internal sealed partial class EmbeddingsJson : JsonSerializerContext;
