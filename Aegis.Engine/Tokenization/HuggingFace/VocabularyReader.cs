using Aegis.Engine.Files;

namespace Aegis.Engine.Tokenization.HuggingFace;

/// <summary>Reads a vocabulary that maps entries to ids.</summary>
internal static class VocabularyReader
{
    /// <summary>Far above any model; keeps a wrong id from filling the memory.</summary>
    private const int MaxEntries = 10_000_000;

    // "vocab": {"[PAD]": 0, "[unused0]": 1, ...}
    /// <returns>The entries by id.</returns>
    public static string[] Read(JsonPart vocabulary)
    {
        var entries = new List<string?>(32_768);
        foreach (var (entry, value) in vocabulary.Members())
        {
            Place(entries, entry, value.Number(), vocabulary);
        }

        return entries is [] ? throw vocabulary.Problem("it is empty")
            : entries.IndexOf(null) is >= 0 and var gap ? throw vocabulary.Problem($"no entry has the id {gap}")
            : [.. entries!];
    }

    private static void Place(List<string?> entries, string entry, int id, JsonPart vocabulary)
    {
        if (id >= MaxEntries)
        {
            throw vocabulary.Problem($"'{entry}' has the id {id}, where {MaxEntries} ids are possible at most");
        }

        while (entries.Count <= id)
        {
            entries.Add(null);
        }

        if (entries[id] is { } other)
        {
            throw vocabulary.Problem($"'{other}' and '{entry}' have the same id, {id}");
        }

        entries[id] = entry;
    }
}
