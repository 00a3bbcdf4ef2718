namespace Aegis.Engine.Tokenization.ByteLevel;

/// <summary>Byte pair encoding of a long word: a queue of merges over a linked list, in O(n log n).</summary>
internal sealed class LongWordMerger(Dictionary<long, BytePairModel.Merge> merges)
{
    private readonly PriorityQueue<Candidate, (int Rank, int Position)> _queue = new();
    private int[] _symbols = [];
    private int[] _next = [];
    private int[] _previous = [];

    public void Merge(ReadOnlySpan<byte> word, int[] idsOfBytes, List<int> ids)
    {
        Begin(word, idsOfBytes);
        while (_queue.TryDequeue(out var candidate, out var priority))
        {
            // Either neighbour may have been merged with another one since.
            var position = priority.Position;
            var right = _next[position];
            if (_symbols[position] == candidate.Left && right < _symbols.Length && _symbols[right] == candidate.Right)
            {
                Join(position, right, candidate.Id);
            }
        }

        for (var position = 0; position < _symbols.Length; position = _next[position])
        {
            ids.Add(_symbols[position]);
        }
    }

    private void Begin(ReadOnlySpan<byte> word, int[] idsOfBytes)
    {
        _symbols = new int[word.Length];
        _next = new int[word.Length];
        _previous = new int[word.Length];
        for (var position = 0; position < word.Length; position++)
        {
            _symbols[position] = idsOfBytes[word[position]];
            _next[position] = position + 1;
            _previous[position] = position - 1;
            Enqueue(position - 1, position);
        }
    }

    private void Join(int position, int right, int id)
    {
        _symbols[position] = id;
        _symbols[right] = -1;
        _next[position] = _next[right];
        if (_next[position] < _symbols.Length)
        {
            _previous[_next[position]] = position;
        }

        Enqueue(_previous[position], position);
        Enqueue(position, _next[position]);
    }

    private void Enqueue(int left, int right)
    {
        if (left >= 0 && right < _symbols.Length && merges.TryGetValue(BytePairModel.Pair(_symbols[left], _symbols[right]), out var merge))
        {
            _queue.Enqueue(new Candidate(_symbols[left], _symbols[right], merge.Id), (merge.Rank, left));
        }
    }

    private readonly record struct Candidate(int Left, int Right, int Id);
}
