using Aegis.Engine.Tokenization.ByteLevel;

namespace Aegis.Engine.Tokenization.HuggingFace;

/// <summary>Reads the merges of a BPE model.</summary>
internal static class MergesPart
{
    // "merges": ["Ġ t", "h e"], or [["Ġ", "t"], ["h", "e"]]
    public static Dictionary<long, BytePairModel.Merge> Read(JsonPart list, PieceTable vocabulary)
    {
        var items = list.Items();
        var merges = new Dictionary<long, BytePairModel.Merge>(items.Length);
        for (var rank = 0; rank < items.Length; rank++)
        {
            var (left, right) = Parse(items[rank]);
            var pair = BytePairModel.Pair(IdOf(list, vocabulary, left), IdOf(list, vocabulary, right));
            // As in the reference, the last one of two equal ones counts.
            merges[pair] = new BytePairModel.Merge(rank, IdOf(list, vocabulary, left + right));
        }

        return merges;
    }

    private static (string Left, string Right) Parse(JsonPart item)
    {
        if (item.IsList)
        {
            return item.Items() is [var first, var second] ? (first.Text(), second.Text()) : throw item.Problem("a merge should be two entries");
        }

        return item.Text().Split(' ') is [var left, var right] ? (left, right) : throw item.Problem($"a merge should be two entries, '{item.Text()}' is not");
    }

    private static int IdOf(JsonPart list, PieceTable vocabulary, string entry) =>
        vocabulary.Find(entry) ?? throw list.Problem($"'{entry}' is not in the vocabulary");
}
