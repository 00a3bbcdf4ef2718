using Aegis.Engine.Files;

namespace Aegis.Engine.Tokenization.HuggingFace;

/// <summary>What the readers of all families need.</summary>
/// <param name="Root">The <c>tokenizer.json</c>.</param>
/// <param name="Config">The settings beside it, which must agree with it.</param>
/// <param name="Added">Its added tokens.</param>
/// <param name="MaxTokens">Limit of a sequence, special tokens included.</param>
/// <param name="LowersCase">True: texts are lower-cased in front of the tokenizer.</param>
internal sealed record TokenizerParts(JsonPart Root, TokenizerConfig Config, AddedTokenList Added, int MaxTokens, bool LowersCase)
{
    private static readonly string[] UsualPadTokens = ["[PAD]", "<pad>"];

    /// <summary>Reads the special tokens around a text, and the facts of the tokenizer.</summary>
    public (TokenFrame Frame, TokenizerFacts Facts) Frame(int entries, Func<string, int?> idInModel, Func<int, string> describe)
    {
        var size = Added.CheckIds(entries, idInModel);
        SettingAgreement.RequireTokens(Added, Config, idInModel);
        var (before, after) = PostProcessorReader.Read(Root["post_processor"]);
        if (before.Concat(after).Any(id => id >= size))
        {
            throw Root["post_processor"].Problem($"it adds an id that the vocabulary, {size} entries, does not have");
        }

        var ends = (before is [var first, ..] ? first : (int?)null, after is [.., var last] ? last : (int?)null);
        SettingAgreement.RequireEnds(Root["post_processor"], Config, ends, name => Added.IdOf(name) ?? idInModel(name));
        var padId = PadId(idInModel);
        return padId < size
            ? (new TokenFrame(before, after, MaxTokens, padId), new TokenizerFacts(size, padId, describe(size)) { CutsStart = CutsStart() })
            : throw Root["padding"].Problem($"it pads with an id that the vocabulary, {size} entries, does not have");
    }

    /// <exception cref="InvalidDataException">Texts are to be lower-cased in front of this tokenizer.</exception>
    public void RefuseLowerCase()
    {
        if (LowersCase)
        {
            throw Root["normalizer"].NotSupported("do_lower_case in the folder's sentence_bert_config.json with this kind of tokenizer");
        }
    }

    // "truncation": {"direction": "Left", "max_length": 128, "strategy": "LongestFirst", "stride": 0}
    private bool CutsStart()
    {
        var direction = Root["truncation"].IsNone ? default : Root["truncation"]["direction"];
        var cutsStart = !direction.IsNone && direction.Text() == "Left";
        if (!direction.IsNone && Config.CutsStart is { } said && said != cutsStart)
        {
            throw direction.Problem(
                $"it is '{direction.Text()}', and truncation_side in {TokenizerConfig.FileName} is the other one: one of both is wrong");
        }

        return Config.CutsStart ?? cutsStart;
    }

    private int PadId(Func<string, int?> idInModel)
    {
        if (!Root["padding"].IsNone)
        {
            return Root["padding"]["pad_id"].Number();
        }

        return UsualPadTokens.Prepend(Config.Tokens.GetValueOrDefault("pad_token")).OfType<string>()
            .Select(token => Added.IdOf(token) ?? idInModel(token))
            .FirstOrDefault(id => id is not null) ?? 0;
    }
}
