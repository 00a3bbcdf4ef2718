namespace Aegis.Engine.Tokenization.HuggingFace;

/// <summary>What the readers of all families need.</summary>
internal sealed record TokenizerParts(JsonPart Root, JsonPart Config, AddedTokenList Added, int MaxTokens)
{
    private static readonly string[] UsualPadTokens = ["[PAD]", "<pad>"];

    /// <summary>Reads the special tokens around a text, and the facts of the tokenizer.</summary>
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
