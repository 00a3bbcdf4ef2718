namespace Aegis.EmbeddingServer.Scheduling;

/// <summary>An admitted request, from admission to the end of its last Run.</summary>
internal sealed class QueuedRequest : FairMember
{
    private int _next;
    private int _unfinished;

    /// <param name="job">The job.</param>
    /// <param name="indexes">Which of its sequences are to be computed; at least one.</param>
    public QueuedRequest(EmbeddingJob job, IReadOnlyCollection<int> indexes)
    {
        Job = job;
        LongestFirst = [.. indexes
            .OrderByDescending(index => job.Sequences[index].Length)
            .Select(index => new WorkItem(this, index))];
        Waiting = LongestFirst.Length;
        _unfinished = LongestFirst.Length;
        Load = new WorkLoad(1, Waiting, LongestFirst.Sum(item => (long)item.Sequence.Length));
    }

    public EmbeddingJob Job { get; }

    /// <summary>What it asks for.</summary>
    public WorkLoad Load { get; }

    /// <summary>Whether somebody waits for just this: see <see cref="RunShape.SmallRequestTokens"/>.</summary>
    public bool IsSmall => Load.Tokens <= RunShape.SmallRequestTokens;

    /// <summary>Who sent it; set when it is admitted.</summary>
    public Caller Caller { get; set; } = null!;

    /// <summary>Its sequences, the longest first: short ones at the end leave no worker idle beside a long last Run.</summary>
    public WorkItem[] LongestFirst { get; }

    /// <summary>Number of sequences that wait.</summary>
    public int Waiting { get; private set; }

    /// <summary>Its longest waiting sequence. There must be one.</summary>
    public WorkItem Next()
    {
        while (!LongestFirst[_next].IsWaiting)
        {
            _next++;
        }

        return LongestFirst[_next];
    }

    /// <summary>Notes that one of its sequences no longer waits.</summary>
    public void Taken() => Waiting--;

    /// <summary>The room that a sequence gives back when it is done with; the last one, the request's too.</summary>
    public WorkLoad Finish(WorkItem item) => new(--_unfinished == 0 ? 1 : 0, 1, item.Sequence.Length);
}
