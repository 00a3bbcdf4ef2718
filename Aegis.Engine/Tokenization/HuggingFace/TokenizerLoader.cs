using Aegis.Engine.Files;
using Aegis.Engine.Tokenization.WordPiece;

namespace Aegis.Engine.Tokenization.HuggingFace;

/// <summary>Loads the tokenizer of a model folder in the Hugging Face layout. Refuses settings that it does not understand.</summary>
internal static class TokenizerLoader
{
    public const string TokenizerFile = "tokenizer.json";
    public const string VocabularyFile = "vocab.txt";

    /// <summary>Loads <c>tokenizer.json</c>; if there is none, <c>vocab.txt</c>. The settings beside either must agree with it.</summary>
    /// <param name="directory">The model folder.</param>
    /// <param name="maxTokens">Limit of a sequence, special tokens included.</param>
    /// <param name="lowersCase">True: the folder lower-cases texts in front of the tokenizer.</param>
    /// <exception cref="InvalidDataException">The ids would not be those of the reference; the message has file and reason.</exception>
    public static ITextTokenizer Load(string directory, int maxTokens, bool lowersCase = false)
    {
        var config = TokenizerConfig.Read(directory);
        var file = Path.Combine(directory, TokenizerFile);
        if (File.Exists(file))
        {
            return JsonFile.Read(file, TokenizerFile, root => FromJson(root, config, maxTokens, lowersCase));
        }

        var vocabulary = Path.Combine(directory, VocabularyFile);
        return File.Exists(vocabulary)
            ? VocabularyFileReader.Load(vocabulary, VocabularySettings.From(config, lowersCase), maxTokens)
            : throw new InvalidDataException(
                $"{TokenizerFile}: it is missing in {directory}, and so is {VocabularyFile}; one of them is needed");
    }

    // The limit is maxTokens, whatever the file says about truncation and padding.
    private static ITextTokenizer FromJson(JsonPart root, TokenizerConfig config, int maxTokens, bool lowersCase)
    {
        root.AllowOnly(
            "version", "truncation", "padding", "added_tokens", "normalizer", "pre_tokenizer", "post_processor", "decoder", "model");
        if (!root["version"].IsNone && root["version"].Text() != "1.0")
        {
            throw root["version"].NotSupported($"'{root["version"].Text()}'");
        }

        var parts = new TokenizerParts(root, config, AddedTokenList.Read(root["added_tokens"]), maxTokens, lowersCase);
        var model = root["model"];
        return TypeOf(model) switch
        {
            "WordPiece" => WordPieceReader.Load(parts),
            "Unigram" => UnigramReader.Load(parts),
            "BPE" => ByteLevelReader.Load(parts),
            var other => throw model.Problem(
                $"the tokenizer model '{other}' is not supported; WordPiece, Unigram and byte-level BPE are"),
        };
    }

    // Files of tokenizers before 0.9 have no type. The reference then tries BPE, WordPiece, WordLevel and Unigram, in this order,
    // by their required members: https://github.com/huggingface/tokenizers/blob/main/tokenizers/src/models/mod.rs
    private static string TypeOf(JsonPart model)
    {
        if (!model["type"].IsNone)
        {
            return model.Type;
        }

        return (model["vocab"].IsObject, model["vocab"].IsList) switch
        {
            (true, _) when !model["merges"].IsNone => "BPE",
            (true, _) when WordPieceReader.Required.All(name => !model[name].IsNone) => "WordPiece",
            (true, _) when !model["unk_token"].IsNone => "WordLevel",
            (_, true) => "Unigram",
            _ => throw model.Problem("it has no type, and its members are not those of WordPiece, Unigram or BPE"),
        };
    }
}
