using System.Text.Json.Serialization;

namespace Aegis.SoakRunner.Load;

/// <summary>What requests are made of, and what is known of the target's tokens.</summary>
/// <param name="ModelId">Model to name in requests; null: none.</param>
/// <param name="KnowsWords">Whether each word of the vocabulary is one token of the target.</param>
/// <param name="KnowsGolden">Whether the target counts the tokens of the golden texts alike.</param>
internal sealed record RequestSource(Vocabulary Vocabulary, GoldenTexts Golden, string? ModelId, bool KnowsWords, bool KnowsGolden)
{
    /// <summary>[CLS] and [SEP].</summary>
    public const int SpecialTokens = 2;

    /// <summary>Token limit of the model.</summary>
    public int MaxTokens => Golden.MaxTokens;
}

[JsonSerializable(typeof(string))]
internal sealed partial class EmbeddingsJson : JsonSerializerContext;
