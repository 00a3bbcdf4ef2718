using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Aegis.EmbeddingServer.Model;

/// <summary>Reads a model folder's JSON files.</summary>
internal static class ModelJson
{
    /// <summary>Reads a file with a list in it, no item of which may be null: the serializer does not look into lists.</summary>
    public static T Read<T, TItem>(string path, JsonTypeInfo<T> type, Func<T, IReadOnlyList<TItem?>> items)
        where T : class
    {
        var value = Read(path, type);
        return items(value).Contains(default) ? throw new ModelLoadException($"{path} cannot be read: an item is null") : value;
    }

    /// <exception cref="ModelLoadException">The file is missing, unreadable, or not what it should be; the message names it.</exception>
    public static T Read<T>(string path, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            using var stream = File.OpenRead(path);
            return JsonSerializer.Deserialize(stream, type) ?? throw new JsonException("it holds null");
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ModelLoadException($"{path} is missing", exception);
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new ModelLoadException($"{path} cannot be read: {exception.Message}", exception);
        }
    }
}
