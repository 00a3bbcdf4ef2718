using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Aegis.Engine.Files;
using Aegis.Engine.ModelFolders.Graphs;

namespace Aegis.Engine.ModelFolders;

internal static class ModelJson
{
    /// <summary>Reads a file with a list. No item may be null, which the serializer does not check.</summary>
    public static T Read<T, TItem>(string path, JsonTypeInfo<T> type, Func<T, IReadOnlyList<TItem?>> items)
        where T : class
    {
        var value = Read(path, type);
        return items(value).Contains(default) ? throw new ModelLoadException($"{path} cannot be read: an item is null") : value;
    }

    /// <exception cref="ModelLoadException">The file is missing, unreadable or of another form; the message names it.</exception>
    public static T Read<T>(string path, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            using var stream = File.OpenRead(path);
            return JsonSerializer.Deserialize(stream, type) ?? throw new ModelLoadException($"{path} cannot be read: it holds null");
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ModelLoadException($"{path} is missing", exception);
        }
        catch (JsonException exception)
        {
            var reason = GitLfsPointer.IsAt(path) ? GitLfsPointer.Explanation : Describe(exception);
            throw new ModelLoadException($"{path} cannot be read: {reason}", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ModelLoadException($"{path} cannot be read: {exception.Message}", exception);
        }
    }

    // The messages of the serializer name .NET types. A fault in the text itself comes from the reader, as an inner exception.
    private static string Describe(JsonException exception)
    {
        const string Missing = "missing required properties including: ";
        var missing = exception.Message.IndexOf(Missing, StringComparison.Ordinal);
        return exception switch
        {
            { InnerException: JsonException reader } => reader.Message,
            _ when missing >= 0 => $"it lacks {exception.Message[(missing + Missing.Length)..].TrimEnd('.')}",
            { Path: null or "$" } => "it holds something else than it should",
            _ => $"the value of {exception.Path[2..]} is of the wrong type (line {exception.LineNumber + 1})",
        };
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(ModelManifest))]
[JsonSerializable(typeof(ReferenceVectors))]
internal sealed partial class ModelJsonContext : JsonSerializerContext;
