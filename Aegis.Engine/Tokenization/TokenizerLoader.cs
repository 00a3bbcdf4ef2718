using System.Text.Json;
using Aegis.Engine.Tokenization.HuggingFace;

namespace Aegis.Engine.Tokenization;

/// <summary>Loads the tokenizer of a model folder in the Hugging Face layout.</summary>
internal static class TokenizerLoader
{
    private const string TokenizerJson = "tokenizer.json";
    private const string TokenizerConfigJson = "tokenizer_config.json";
    private const string VocabularyText = "vocab.txt";

    /// <summary>Loads <c>tokenizer.json</c>; where there is none, <c>vocab.txt</c> with <c>tokenizer_config.json</c>.</summary>
    /// <param name="directory">The model folder.</param>
    /// <param name="maxTokens">Most tokens of a sequence, special tokens included.</param>
    /// <exception cref="InvalidDataException">
    /// The tokenizer cannot be used, or would not give exactly the reference's ids; the message names the file and the reason.
    /// </exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static ITextTokenizer Load(string directory, int maxTokens)
    {
        var config = ReadIfThere(Path.Combine(directory, TokenizerConfigJson));
        var file = Path.Combine(directory, TokenizerJson);
        if (File.Exists(file))
        {
            return InFile(TokenizerJson, () => Read(file, root => TokenizerFile.Load(root, config, maxTokens)));
        }

        var vocabulary = Path.Combine(directory, VocabularyText);
        return File.Exists(vocabulary)
            ? VocabularyFile.Load(vocabulary, InFile(TokenizerConfigJson, () => VocabularyConfig.Read(config)), maxTokens)
            : throw new InvalidDataException($"{TokenizerJson}: it is missing in {directory}, and so is {VocabularyText}; one of them is needed");
    }

    private static JsonPart ReadIfThere(string path) =>
        File.Exists(path) ? InFile(Path.GetFileName(path), () => Read(path, root => root.Kept())) : default;

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
            // System.Text.Json says InvalidOperationException of a text with half a surrogate pair.
            throw new InvalidDataException($"{name}: it cannot be read: {exception.Message}", exception);
        }
    }
}
