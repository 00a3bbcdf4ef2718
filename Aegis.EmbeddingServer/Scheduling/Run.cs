using Aegis.EmbeddingServer.Diagnostics;
using Aegis.EmbeddingServer.Tokenization;

namespace Aegis.EmbeddingServer.Scheduling;

/// <summary>What one call of the model computes: a row for each different sequence. Used again and again by one worker.</summary>
internal sealed class Run
{
    private readonly List<WorkItem> _rows = [];
    private readonly List<TokenSequence> _sequences = [];

    /// <summary>The first item of each row; more with the same ids hang at <see cref="WorkItem.Twin"/>.</summary>
    public IReadOnlyList<WorkItem> Rows => _rows;

    /// <summary>The sequence of each row.</summary>
    public IReadOnlyList<TokenSequence> Sequences => _sequences;

    /// <summary>Every item, twins included.</summary>
    public IEnumerable<WorkItem> Items
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

    /// <summary>Tokens that go through the model, padding not counted.</summary>
    public int Tokens { get; private set; }

    /// <summary>Length of the longest row in tokens.</summary>
    public int Longest { get; private set; }

    /// <summary>What telemetry knows of it.</summary>
    public RunFacts Facts => new(_rows.Count, Tokens, Longest);

    public void Add(WorkItem item)
    {
        _rows.Add(item);
        _sequences.Add(item.Sequence);
        Tokens += item.Sequence.Length;
        Longest = Math.Max(Longest, item.Sequence.Length);
    }

    /// <summary>Hangs an item at a row with the same ids.</summary>
    public static void AddTwin(WorkItem row, WorkItem twin)
    {
        twin.Twin = row.Twin;
        row.Twin = twin;
    }

    public void Clear()
    {
        _rows.Clear();
        _sequences.Clear();
        Tokens = 0;
        Longest = 0;
    }
}
