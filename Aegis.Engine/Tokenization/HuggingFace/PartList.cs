namespace Aegis.Engine.Tokenization.HuggingFace;

/// <summary>A step of a pipeline may be none, one, or a <c>Sequence</c> of steps, which may hold sequences again.</summary>
internal static class PartList
{
    private const string Sequence = "Sequence";

    // "pre_tokenizer": {"type": "Sequence", "pretokenizers": [{"type": "Split", ...}, {"type": "ByteLevel", ...}]}
    /// <summary>The steps in their order.</summary>
    /// <param name="part">The step, or none.</param>
    /// <param name="listName">The member of a sequence that holds its steps.</param>
    public static IReadOnlyList<JsonPart> All(JsonPart part, string listName)
    {
        if (part.IsNone)
        {
            return [];
        }

        if (part.Type != Sequence)
        {
            return [part];
        }

        part.AllowOnly("type", listName);
        return [.. part[listName].Items().SelectMany(item => All(item, listName))];
    }

    /// <summary>The only step; none when there is none.</summary>
    /// <exception cref="InvalidDataException">There are several.</exception>
    public static JsonPart Single(JsonPart part, string listName) => All(part, listName) switch
    {
        [] => default,
        [var only] => only,
        var several => throw part.NotSupported($"a sequence of {string.Join(", ", several.Select(step => step.Type))}"),
    };
}
