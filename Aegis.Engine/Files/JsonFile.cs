using System.Text.Json;

namespace Aegis.Engine.Files;

/// <summary>Reads JSON files that Python wrote.</summary>
internal static class JsonFile
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <param name="path">Path of the file.</param>
    /// <param name="name">How messages name the file.</param>
    /// <param name="read">May throw <see cref="InvalidDataException"/>, to which the name of the file is added.</param>
    /// <exception cref="InvalidDataException">The file is not JSON, or the reader refuses it.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static T Read<T>(string path, string name, Func<JsonPart, T> read)
    {
        try
        {
            using var document = Parse(path);
            return read(new JsonPart(document.RootElement, string.Empty));
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException($"{name}: {exception.Message}", exception);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // System.Text.Json throws InvalidOperationException for a text with half a surrogate pair.
            var reason = GitLfsPointer.IsAt(path) ? GitLfsPointer.Explanation : $"it cannot be read: {exception.Message}";
            throw new InvalidDataException($"{name}: {reason}", exception);
        }
    }

    /// <returns>What is read of the file; the default if it does not exist.</returns>
    public static T? ReadIfThere<T>(string path, string name, Func<JsonPart, T> read) =>
        File.Exists(path) ? Read(path, name, read) : default;

    private static JsonDocument Parse(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return JsonDocument.Parse(stream);
        }
        catch (JsonException) when (PythonNumbers.Remove(File.ReadAllBytes(path)) is { } json)
        {
            return JsonDocument.Parse(json.AsMemory(json.AsSpan().StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0));
        }
    }
}

/// <summary>
/// Python's json module writes NaN, Infinity and -Infinity, which JSON does not have. None of them sets anything in a settings
/// file: they become null. https://docs.python.org/3/library/json.html#infinite-and-nan-number-values
/// </summary>
internal static class PythonNumbers
{
    // {"attention_probs_dropout_prob": NaN, "layer_scale": -Infinity}
    /// <returns>The JSON with null in their places; null if there is none.</returns>
    public static byte[]? Remove(ReadOnlySpan<byte> json)
    {
        var result = new List<byte>(json.Length);
        var found = false;
        while (!json.IsEmpty)
        {
            var number = LengthOfNumber(json);
            found |= number > 0;
            result.AddRange(number > 0 ? "null"u8 : json[..LengthOfOther(json)]);
            json = json[(number > 0 ? number : LengthOfOther(json))..];
        }

        return found ? [.. result] : null;
    }

    private static int LengthOfNumber(ReadOnlySpan<byte> json) =>
        json.StartsWith("NaN"u8) ? 3
        : json.StartsWith("Infinity"u8) ? 8
        : json.StartsWith("-Infinity"u8) ? 9
        : 0;

    // A whole text, in which the names of these numbers mean nothing, or one byte.
    private static int LengthOfOther(ReadOnlySpan<byte> json)
    {
        if (json[0] != '"')
        {
            return 1;
        }

        var end = 1;
        while (end < json.Length && json[end] != '"')
        {
            end += json[end] == '\\' ? 2 : 1;
        }

        return Math.Min(end + 1, json.Length);
    }
}
