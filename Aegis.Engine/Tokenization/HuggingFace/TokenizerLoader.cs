using System.Text.Json;
using Aegis.Engine.Tokenization.WordPiece;

namespace Aegis.Engine.Tokenization.HuggingFace;

/// <summary>Loads the tokenizer of a model folder in the Hugging Face layout. Refuses settings that it does not understand.</summary>
internal static class TokenizerLoader
{
    public const string TokenizerFile = "tokenizer.json";
    public const string ConfigFile = "tokenizer_config.json";
    public const string VocabularyFile = "vocab.txt";

    /// <summary>Loads <c>tokenizer.json</c>; if there is none, <c>vocab.txt</c> with <c>tokenizer_config.json</c>.</summary>
    /// <exception cref="InvalidDataException">The ids would not be those of the reference; the message has file and reason.</exception>
    public static ITextTokenizer Load(string directory, int maxTokens)
    {
        var config = ReadConfig(Path.Combine(directory, ConfigFile));
        var file = Path.Combine(directory, TokenizerFile);
        if (File.Exists(file))
        {
            return InFile(TokenizerFile, () => Read(file, root => FromJson(root, config, maxTokens)));
        }

        var vocabulary = Path.Combine(directory, VocabularyFile);
        return File.Exists(vocabulary)
            ? VocabularyFileReader.Load(vocabulary, InFile(ConfigFile, () => VocabularyConfigReader.Read(config)), maxTokens)
            : throw new InvalidDataException(
                $"{TokenizerFile}: it is missing in {directory}, and so is {VocabularyFile}; one of them is needed");
    }

    // The limit is maxTokens, whatever the file says about truncation and padding.
    private static ITextTokenizer FromJson(JsonPart root, JsonPart config, int maxTokens)
    {
        root.AllowOnly(
            "version", "truncation", "padding", "added_tokens", "normalizer", "pre_tokenizer", "post_processor", "decoder", "model");
        var parts = new TokenizerParts(root, config, AddedTokenList.Read(root["added_tokens"]), maxTokens);
        var model = root["model"];
        return model.Type switch
        {
            "WordPiece" => WordPieceReader.Load(parts),
            "Unigram" => UnigramReader.Load(parts),
            "BPE" => ByteLevelReader.Load(parts),
            var other => throw model.Problem(
                $"the tokenizer model '{other}' is not supported; WordPiece, Unigram and byte-level BPE are"),
        };
    }

    private static JsonPart ReadConfig(string path) =>
        File.Exists(path) ? InFile(ConfigFile, () => Read(path, root => root.Copy())) : default;

    private static T Read<T>(string path, Func<JsonPart, T> read)
    {
        using var stream = File.OpenRead(path);
        using var document = JsonDocument.Parse(stream);
        return read(new JsonPart(document.RootElement, string.Empty));
    }

    private static T InFile<T>(string name, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException($"{name}: {exception.Message}", exception);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // System.Text.Json throws InvalidOperationException for a text with half a surrogate pair.
            throw new InvalidDataException($"{name}: it cannot be read: {exception.Message}", exception);
        }
    }
}
