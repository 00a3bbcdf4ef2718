namespace Aegis.Scheduling;

/// <summary>
/// Forms batches from waiting sequences. Not thread-safe; no clock, no I/O.
/// <para>
/// Callers take turns by tokens, and so do the jobs of each caller (<see cref="FairTurns{T}"/>). The longest waiting
/// sequence of the job with the next turn leads the batch. Waiting sequences of similar length fill it
/// (<see cref="LengthWindow"/>): first those of the same job, then those of any job. Each job is charged for its own
/// sequences. A batch that a small job leads stays short. A waiting sequence that is equal to a row gets the vector of
/// that row, free of charge.
/// </para>
/// </summary>
internal sealed class FairQueue
{
    private readonly BatchLimits _limits;
    private readonly WaitingLists _small;
    private readonly WaitingLists _large;
    private readonly FairTurns<Caller> _callers;
    private readonly Dictionary<ISequence, QueuedSequence> _rows = [];

    /// <param name="maxLength">Longest possible sequence, in tokens.</param>
    public FairQueue(int maxLength, BatchLimits limits)
    {
        _limits = limits;
        _small = new WaitingLists(maxLength);
        _large = new WaitingLists(maxLength);
        _callers = new FairTurns<Caller>(limits.MaxPaddedTokens);
    }

    /// <summary>True when no sequence waits.</summary>
    public bool IsEmpty => _callers.IsEmpty;

    /// <summary>Adds every sequence of a job.</summary>
    public void Enqueue(Job job)
    {
        if (job.Caller.Turns.IsEmpty)
        {
            _callers.Join(job.Caller, job.IsSmall);
        }

        job.Caller.Turns.Join(job, job.IsSmall);
        var lists = job.IsSmall ? _small : _large;
        foreach (var item in job.LongestFirst)
        {
            lists.Add(item);
        }
    }

    /// <summary>Removes the waiting sequences of a job, and returns them.</summary>
    public List<QueuedSequence> Remove(Job job)
    {
        List<QueuedSequence> waiting = [.. job.LongestFirst.Where(item => item.IsWaiting)];
        waiting.ForEach(TakeOut);
        return waiting;
    }

    public Job Next() => _callers.Next().Turns.Next();

    /// <summary>Moves the sequences of the next batch into <paramref name="batch"/>, which stays empty when none waits.</summary>
    public void Take(Batch batch)
    {
        if (IsEmpty)
        {
            return;
        }

        _rows.Clear();
        var job = Next();
        var lead = job.Next();
        Move(lead, batch);
        var beside = job.IsSmall ? _limits.MaxPaddedTokensBesideSmall : _limits.MaxPaddedTokens;
        Fill(
            batch,
            job,
            lead.Sequence.Length,
            [
                new BatchSource(_small, _limits.MaxPaddedTokens, _limits.MaxSequences),
                new BatchSource(_large, beside, _limits.MaxSequences),
            ]);
        TakeTwins(_small, batch);
        TakeTwins(_large, batch);
    }

    // The sequences of the job itself come first, because it has the turn: else the oldest job would get every turn when
    // all texts have one length. The longest come first, because they are padded the least.
    private void Fill(Batch batch, Job job, int lead, ReadOnlySpan<BatchSource> sources)
    {
        var (shortest, longest) = LengthWindow.Best(lead, sources);
        var maxRows = Math.Min(_limits.MaxPaddedTokens / longest, _limits.MaxSequences);
        while (job.Waiting > 0 && batch.Rows.Count < maxRows && job.Next() is var own && own.Sequence.Length >= shortest)
        {
            Move(own, batch);
        }

        for (var length = longest; length >= shortest; length--)
        {
            foreach (var source in sources)
            {
                while (batch.Rows.Count < source.MaxRows(longest) && source.Lists.First(length) is { } node)
                {
                    Move(node.Value, batch);
                }
            }
        }
    }

    // One pass over the waiting sequences of each length in the batch, for twins that its limits kept out.
    private void TakeTwins(WaitingLists lists, Batch batch)
    {
        foreach (var length in batch.Rows.Select(row => row.Sequence.Length).Distinct())
        {
            for (var node = lists.First(length); node is not null;)
            {
                var item = node.Value;
                node = node.Next;
                if (_rows.ContainsKey(item.Sequence))
                {
                    Move(item, batch);
                }
            }
        }
    }

    private void Move(QueuedSequence item, Batch batch)
    {
        if (_rows.TryGetValue(item.Sequence, out var row))
        {
            TakeOut(item);
            Batch.AddTwin(row, item);
            return;
        }

        var job = item.Job;
        job.Caller.Turns.Charge(job, item.Sequence.Length);
        _callers.Charge(job.Caller, item.Sequence.Length);
        TakeOut(item);
        _rows.Add(item.Sequence, item);
        batch.Add(item);
    }

    private void TakeOut(QueuedSequence item)
    {
        var job = item.Job;
        item.Node.List!.Remove(item.Node);
        job.Taken();
        if (job.Waiting > 0)
        {
            return;
        }

        job.Caller.Turns.Leave(job);
        if (job.Caller.Turns.IsEmpty)
        {
            _callers.Leave(job.Caller);
        }
    }
}
