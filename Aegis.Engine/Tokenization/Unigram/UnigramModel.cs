using System.Buffers;

namespace Aegis.Engine.Tokenization.Unigram;

/// <summary>
/// SentencePiece's Unigram: of all ways to cut a word into entries, it takes the one with the highest sum of scores (logarithms of
/// probabilities). A code point without an entry is unknown, with a score below all entries. Unknown code points in a row are one token.
/// </summary>
internal sealed class UnigramModel
{
    /// <summary>The score of an unknown code point is this far below the lowest score: <c>kUnkPenalty</c> of the reference.</summary>
    private const double UnknownPenalty = 10;

    private readonly PieceTable _pieces;
    private readonly double[] _scores;
    private readonly int _unknownId;
    private readonly double _unknownScore;

    public UnigramModel(IReadOnlyList<(string Text, double Score)> pieces, int unknownId)
    {
        _pieces = new PieceTable(pieces.Count);
        _scores = [.. pieces.Select(piece => piece.Score)];
        _unknownId = unknownId;
        _unknownScore = _scores.Min() - UnknownPenalty;

        // Of two entries with one text, the last one counts.
        for (var id = pieces.Count - 1; id >= 0; id--)
        {
            _pieces.TryAdd(pieces[id].Text, id);
        }
    }

    public int? Find(string entry) => _pieces.Find(entry);

    public void Encode(ReadOnlySpan<char> word, List<int> ids)
    {
        var rented = ArrayPool<Node>.Shared.Rent(word.Length + 1);
        var best = rented.AsSpan(0, word.Length + 1);
        best.Fill(new Node(0, -1, -1));
        for (var start = 0; start < word.Length;)
        {
            var units = char.IsHighSurrogate(word[start]) && start + 1 < word.Length && char.IsLowSurrogate(word[start + 1]) ? 2 : 1;
            Extend(word, start, units, best);
            start += units;
        }

        AddBest(best, ids);
        ArrayPool<Node>.Shared.Return(rented);
    }

    private void Extend(ReadOnlySpan<char> word, int start, int units, Span<Node> best)
    {
        var rest = word[start..];
        var longest = _pieces.LongestAt(rest);
        var score = best[start].Score;
        var isEntry = false;
        for (var length = units; length <= longest; length++)
        {
            if (_pieces.TryGet(rest[..length], out var id))
            {
                Offer(ref best[start + length], new Node(_scores[id] + score, start, id));
                isEntry |= length == units;
            }
        }

        if (!isEntry)
        {
            Offer(ref best[start + units], new Node(_unknownScore + score, start, _unknownId));
        }
    }

    private static void Offer(ref Node best, Node candidate)
    {
        if (best.Start < 0 || candidate.Score > best.Score)
        {
            best = candidate;
        }
    }

    private void AddBest(ReadOnlySpan<Node> best, List<int> ids)
    {
        var before = ids.Count;
        for (var end = best.Length - 1; end > 0; end = best[end].Start)
        {
            var id = best[end].Id;
            if (id != _unknownId || ids.Count == before || ids[^1] != _unknownId)
            {
                ids.Add(id);
            }
        }

        ids.Reverse(before, ids.Count - before);
    }

    /// <summary>The best way to a position: its score, start and id of its last entry; a start of -1: no entry ends here.</summary>
    private readonly record struct Node(double Score, int Start, int Id);
}
