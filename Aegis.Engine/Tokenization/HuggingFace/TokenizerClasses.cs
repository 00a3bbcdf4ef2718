using Aegis.Engine.Files;

namespace Aegis.Engine.Tokenization.HuggingFace;

/// <summary>
/// The classes of transformers that read <c>tokenizer.json</c>. Others, such as BertJapaneseTokenizer, tokenise in their own code.
/// https://github.com/huggingface/transformers/blob/main/src/transformers/models/auto/tokenization_auto.py
/// </summary>
internal static class TokenizerClasses
{
    private const string Fast = "Fast";

    /// <summary>Classes whose settings default to those of BERT uncased.</summary>
    public static IReadOnlyList<string> OfBert { get; } =
    [
        "BertTokenizer", "ConvBertTokenizer", "DistilBertTokenizer", "ElectraTokenizer", "FunnelTokenizer", "LayoutLMTokenizer",
        "LxmertTokenizer", "MPNetTokenizer", "MobileBertTokenizer", "RetriBertTokenizer", "SqueezeBertTokenizer",
    ];

    /// <summary>Classes whose <c>add_prefix_space</c> defaults to false.</summary>
    public static IReadOnlyList<string> OfGpt2 { get; } =
    [
        "BartTokenizer", "CodeGenTokenizer", "GPT2Tokenizer", "GPTNeoXTokenizer", "LEDTokenizer", "LongformerTokenizer", "MvpTokenizer",
        "Qwen2Tokenizer", "RobertaTokenizer",
    ];

    private static readonly string[] Others =
    [
        "PreTrainedTokenizer", "TokenizersBackend", "AlbertTokenizer", "BarthezTokenizer", "BigBirdTokenizer", "BloomTokenizer",
        "CamembertTokenizer", "CohereTokenizer", "DebertaTokenizer", "DebertaV2Tokenizer", "GemmaTokenizer", "LlamaTokenizer",
        "MBart50Tokenizer", "MBartTokenizer", "MT5Tokenizer", "NllbTokenizer", "PegasusTokenizer", "RemBertTokenizer", "T5Tokenizer",
        "XGLMTokenizer", "XLMRobertaTokenizer", "XLNetTokenizer",
    ];

    // {"model_type": "mpnet", "tokenizer_class": null, ...}
    /// <summary>Reads the class from <c>config.json</c>. MPNet has a tokenizer of its own: its architecture counts as the class.</summary>
    public static IReadOnlyList<string> ReadModel(JsonPart config) =>
        config["tokenizer_class"].IsNone && !config["model_type"].IsNone && config["model_type"].Text() == "mpnet"
            ? ["MPNetTokenizer"]
            : Read(config["tokenizer_class"]);

    /// <returns>The class without the ending <c>Fast</c>; none if the file names none.</returns>
    /// <exception cref="InvalidDataException">It is not known to read <c>tokenizer.json</c>.</exception>
    public static IReadOnlyList<string> Read(JsonPart part)
    {
        if (part.IsNone)
        {
            return [];
        }

        var name = part.Text();
        var plain = name.EndsWith(Fast, StringComparison.Ordinal) ? name[..^Fast.Length] : name;
        return OfBert.Contains(plain) || OfGpt2.Contains(plain) || Others.Contains(plain)
            ? [plain]
            : throw part.Problem(
                $"{name} is not known to make the tokens that tokenizer.json or vocab.txt describe; "
                + "if it does, PreTrainedTokenizerFast in its place says so");
    }
}
