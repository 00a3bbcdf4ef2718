namespace Aegis.Engine.Tokenization.HuggingFace;

/// <summary>What the families have in common when they are loaded.</summary>
/// <param name="Root">The <c>tokenizer.json</c>.</param>
/// <param name="Config"><c>tokenizer_config.json</c>; none when it is not there.</param>
/// <param name="Added">The added tokens.</param>
/// <param name="MaxTokens">Most tokens of a sequence.</param>
internal sealed record TokenizerParts(JsonPart Root, JsonPart Config, AddedTokensPart Added, int MaxTokens)
{
    private static readonly string[] UsualPadTokens = ["[PAD]", "<pad>"];

    /// <summary>The special tokens around a text, and what the tokenizer says of itself.</summary>
    /// <param name="entries">Number of entries of the model.</param>
    /// <param name="idInModel">The id of an entry of the model; null when it is not there.</param>
    /// <param name="describe">Describes the tokenizer, from the number of all its ids.</param>
    public (TokenFrame Frame, TokenizerFacts Facts) Frame(int entries, Func<string, int?> idInModel, Func<int, string> describe)
    {
        var size = Added.CheckIds(entries, idInModel);
        var (before, after) = PostProcessorPart.Read(Root["post_processor"]);
        if (before.Concat(after).Any(id => id >= size))
        {
            throw Root["post_processor"].Problem($"it adds an id that the vocabulary, {size} entries, does not have");
        }

        var padId = PadId(idInModel);
        return padId < size
            ? (new TokenFrame(before, after, MaxTokens, padId), new TokenizerFacts(size, padId, describe(size)))
            : throw Root["padding"].Problem($"it pads with an id that the vocabulary, {size} entries, does not have");
    }

    private int PadId(Func<string, int?> idInModel)
    {
        if (!Root["padding"].IsNone)
        {
            return Root["padding"]["pad_id"].Number();
        }

        var named = VocabularyConfig.TokenName(Config["pad_token"]);
        return UsualPadTokens.Prepend(named).OfType<string>().Select(token => Added.IdOf(token) ?? idInModel(token)).FirstOrDefault(id => id is not null) ?? 0;
    }
}
