namespace Aegis.Engine.Tokenization.HuggingFace;

/// <summary>What the readers of all families need.</summary>
/// <param name="Root">The <c>tokenizer.json</c>.</param>
/// <param name="Config">The <c>tokenizer_config.json</c>, or none.</param>
/// <param name="Added">The added tokens.</param>
/// <param name="MaxTokens">Limit of a sequence.</param>
internal sealed record TokenizerParts(JsonPart Root, JsonPart Config, AddedTokenList Added, int MaxTokens)
{
    private static readonly string[] UsualPadTokens = ["[PAD]", "<pad>"];

    /// <summary>Reads the special tokens around a text, and the facts of the tokenizer.</summary>
    /// <param name="entries">Number of entries of the model.</param>
    /// <param name="idInModel">The id of an entry of the model; null: the model has no such entry.</param>
    /// <param name="describe">Describes the tokenizer, from the number of all its ids.</param>
    public (TokenFrame Frame, TokenizerFacts Facts) Frame(int entries, Func<string, int?> idInModel, Func<int, string> describe)
    {
        var size = Added.CheckIds(entries, idInModel);
        var (before, after) = PostProcessorReader.Read(Root["post_processor"]);
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

        var named = VocabularyConfigReader.TokenName(Config["pad_token"]);
        return UsualPadTokens.Prepend(named).OfType<string>()
            .Select(token => Added.IdOf(token) ?? idInModel(token))
            .FirstOrDefault(id => id is not null) ?? 0;
    }
}
