namespace Aegis.EmbeddingServer.Scheduling;

/// <summary>A request's place in the <see cref="FairQueue"/>.</summary>
internal sealed class QueuedRequest
{
    private int _next;

    public QueuedRequest(EmbeddingJob job)
    {
        Job = job;
        LongestFirst = [.. Enumerable.Range(0, job.Sequences.Count)
            .OrderByDescending(index => job.Sequences[index].Length)
            .Select(index => new WorkItem(this, index))];
        Waiting = LongestFirst.Length;
    }

    public EmbeddingJob Job { get; }

    /// <summary>Its sequences, the longest first: short ones at the end leave no worker idle beside a long last Run.</summary>
    public WorkItem[] LongestFirst { get; }

    /// <summary>Number of sequences that wait.</summary>
    public int Waiting { get; private set; }

    /// <summary>Tokens it has been served, counted from the queue's virtual time at its arrival.</summary>
    public double VirtualTime { get; private set; }

    /// <summary>Joins the queue at its present virtual time.</summary>
    public void Join(double virtualTime) => VirtualTime = virtualTime;

    /// <summary>Takes what still waits out of its lists.</summary>
    public List<WorkItem> TakeOut()
    {
        List<WorkItem> waiting = [.. LongestFirst.Where(item => item.IsWaiting)];
        waiting.ForEach(item => item.Node.List!.Remove(item.Node));
        Waiting = 0;
        return waiting;
    }

    /// <summary>Its longest waiting sequence. There must be one.</summary>
    public WorkItem Next()
    {
        while (!LongestFirst[_next].IsWaiting)
        {
            _next++;
        }

        return LongestFirst[_next];
    }

    /// <summary>Charges the request for one of its sequences.</summary>
    public void Charge(WorkItem item)
    {
        Waiting--;
        VirtualTime += item.Sequence.Length;
    }
}
