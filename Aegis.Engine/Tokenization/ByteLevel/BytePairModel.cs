namespace Aegis.Engine.Tokenization.ByteLevel;

/// <summary>
/// Byte pair encoding: the neighbours in a word whose merge has the lowest rank become one symbol, the leftmost first, until
/// no neighbours have a merge. Whole words, if there are any, are one token whatever the merges are.
/// </summary>
internal sealed class BytePairModel(int[] idsOfBytes, Dictionary<long, BytePairModel.Merge> merges, PieceTable? wholeWords)
{
    // Shorter words are merged faster by a scan of all neighbours than by a queue.
    private const int LongWord = 64;

    public static long Pair(int left, int right) => ((long)left << 32) | (uint)right;

    public void Encode(ReadOnlySpan<byte> word, List<int> ids)
    {
        if (wholeWords is not null && FindWhole(word, out var whole))
        {
            ids.Add(whole);
        }
        else if (word.Length < LongWord)
        {
            EncodeShort(word, ids);
        }
        else
        {
            new LongWordMerger(merges).Merge(word, idsOfBytes, ids);
        }
    }

    private void EncodeShort(ReadOnlySpan<byte> word, List<int> ids)
    {
        Span<int> symbols = stackalloc int[LongWord];
        for (var index = 0; index < word.Length; index++)
        {
            symbols[index] = idsOfBytes[word[index]];
        }

        var count = word.Length;
        while (FindBest(symbols[..count], out var merge) is >= 0 and var at)
        {
            symbols[at] = merge.Id;
            symbols[(at + 2)..count].CopyTo(symbols[(at + 1)..]);
            count--;
        }

        ids.AddRange(symbols[..count]);
    }

    private int FindBest(ReadOnlySpan<int> symbols, out Merge best)
    {
        best = new Merge(int.MaxValue, -1);
        var at = -1;
        for (var index = 0; index + 1 < symbols.Length; index++)
        {
            if (merges.TryGetValue(Pair(symbols[index], symbols[index + 1]), out var merge) && merge.Rank < best.Rank)
            {
                (best, at) = (merge, index);
            }
        }

        return at;
    }

    private bool FindWhole(ReadOnlySpan<byte> word, out int id)
    {
        var characters = word.Length <= 256 ? stackalloc char[word.Length] : new char[word.Length];
        for (var index = 0; index < word.Length; index++)
        {
            characters[index] = ByteAlphabet.Characters[word[index]];
        }

        return wholeWords!.TryGet(characters, out id);
    }

    public readonly record struct Merge(int Rank, int Id);
}
