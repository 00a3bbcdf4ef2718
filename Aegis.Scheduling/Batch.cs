namespace Aegis.Scheduling;

/// <summary>What one call of the model computes: one row for each different sequence. A worker reuses its batch.</summary>
internal sealed class Batch
{
    private readonly List<QueuedSequence> _rows = [];

    /// <summary>The first sequence of each row; equal sequences follow as <see cref="QueuedSequence.Twin"/>.</summary>
    public IReadOnlyList<QueuedSequence> Rows => _rows;

    /// <summary>Every sequence, twins included.</summary>
    public IEnumerable<QueuedSequence> Items
    {
        get
        {
            foreach (var row in _rows)
            {
                for (var item = row; item is not null; item = item.Twin)
                {
                    yield return item;
                }
            }
        }
    }

    /// <summary>Tokens of the rows, padding not counted.</summary>
    public int Tokens { get; private set; }

    /// <summary>Tokens of the longest row.</summary>
    public int Longest { get; private set; }

    public void Add(QueuedSequence item)
    {
        _rows.Add(item);
        Tokens += item.Sequence.Length;
        Longest = Math.Max(Longest, item.Sequence.Length);
    }

    public static void AddTwin(QueuedSequence row, QueuedSequence twin)
    {
        twin.Twin = row.Twin;
        row.Twin = twin;
    }

    public void Clear()
    {
        _rows.Clear();
        Tokens = 0;
        Longest = 0;
    }
}
