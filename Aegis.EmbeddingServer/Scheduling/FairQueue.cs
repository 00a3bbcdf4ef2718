using Aegis.EmbeddingServer.Tokenization;

namespace Aegis.EmbeddingServer.Scheduling;

/// <summary>
/// The picking rule: which waiting sequences form the next Run. Not thread-safe; no clock, no I/O.
/// <para>
/// Callers take turns by tokens, and so do the requests of each caller (<see cref="FairTurns{T}"/>). The longest
/// waiting sequence of the request whose turn it is leads the Run; waiting sequences of like length fill it
/// (<see cref="LengthWindow"/>), its own first, then whoever's, and each request is charged for its own. A Run that a small request leads is kept short. What
/// waits with the same ids as a row is answered by that row, free of charge.
/// </para>
/// </summary>
internal sealed class FairQueue
{
    private readonly RunShape _shape;
    private readonly WaitingLists _small;
    private readonly WaitingLists _large;
    private readonly FairTurns<Caller> _callers;
    private readonly Dictionary<TokenSequence, WorkItem> _rows = [];

    /// <param name="maxLength">Longest sequence there can be, in tokens.</param>
    /// <param name="shape">Bounds of a Run.</param>
    public FairQueue(int maxLength, RunShape shape)
    {
        _shape = shape;
        _small = new WaitingLists(maxLength);
        _large = new WaitingLists(maxLength);
        _callers = new FairTurns<Caller>(shape.MaxPaddedTokens);
    }

    /// <summary>True when no sequence waits.</summary>
    public bool IsEmpty => _callers.IsEmpty;

    /// <summary>Adds every sequence of a request.</summary>
    public void Enqueue(QueuedRequest request)
    {
        if (request.Caller.Turns.IsEmpty)
        {
            _callers.Join(request.Caller, request.IsSmall);
        }

        request.Caller.Turns.Join(request, request.IsSmall);
        var lists = request.IsSmall ? _small : _large;
        foreach (var item in request.LongestFirst)
        {
            lists.Add(item);
        }
    }

    /// <summary>Takes what still waits of a request out of the queue, and returns it.</summary>
    public List<WorkItem> Remove(QueuedRequest request)
    {
        List<WorkItem> waiting = [.. request.LongestFirst.Where(item => item.IsWaiting)];
        waiting.ForEach(TakeOut);
        return waiting;
    }

    /// <summary>The request whose turn it is. There must be one.</summary>
    public QueuedRequest Next() => _callers.Next().Turns.Next();

    /// <summary>Moves the next Run's sequences into <paramref name="run"/>, which stays empty when nothing waits.</summary>
    public void Take(Run run)
    {
        if (IsEmpty)
        {
            return;
        }

        _rows.Clear();
        var request = Next();
        var lead = request.Next();
        Move(lead, run);
        Fill(
            run,
            request,
            lead.Sequence.Length,
            [
                new RunSource(_small, _shape.MaxPaddedTokens, _shape.MaxRows),
                new RunSource(_large, request.IsSmall ? _shape.MaxPaddedTokensBesideSmall : _shape.MaxPaddedTokens, _shape.MaxRows),
            ]);
        TakeTwins(_small, run);
        TakeTwins(_large, run);
    }

    // Its own sequences before those of others, because it is its turn: else the oldest request would get every turn when
    // all texts have one length. The longest first, because they are padded the least.
    private void Fill(Run run, QueuedRequest request, int lead, ReadOnlySpan<RunSource> sources)
    {
        var (shortest, longest) = LengthWindow.Best(lead, sources);
        while (request.Waiting > 0 && run.Rows.Count < Math.Min(_shape.MaxPaddedTokens / longest, _shape.MaxRows) && request.Next() is var own && own.Sequence.Length >= shortest)
        {
            Move(own, run);
        }

        for (var length = longest; length >= shortest; length--)
        {
            foreach (var source in sources)
            {
                while (run.Rows.Count < source.MostRows(longest) && source.Lists.First(length) is { } node)
                {
                    Move(node.Value, run);
                }
            }
        }
    }

    // One pass over what waits of each length in the Run, for what its budget kept out of it.
    private void TakeTwins(WaitingLists lists, Run run)
    {
        foreach (var length in run.Rows.Select(row => row.Sequence.Length).Distinct())
        {
            for (var node = lists.First(length); node is not null;)
            {
                var item = node.Value;
                node = node.Next;
                if (_rows.ContainsKey(item.Sequence))
                {
                    Move(item, run);
                }
            }
        }
    }

    private void Move(WorkItem item, Run run)
    {
        if (_rows.TryGetValue(item.Sequence, out var row))
        {
            TakeOut(item);
            Run.AddTwin(row, item);
            return;
        }

        var request = item.Request;
        request.Caller.Turns.Charge(request, item.Sequence.Length);
        _callers.Charge(request.Caller, item.Sequence.Length);
        TakeOut(item);
        _rows.Add(item.Sequence, item);
        run.Add(item);
    }

    private void TakeOut(WorkItem item)
    {
        var request = item.Request;
        item.Node.List!.Remove(item.Node);
        request.Taken();
        if (request.Waiting > 0)
        {
            return;
        }

        request.Caller.Turns.Leave(request);
        if (request.Caller.Turns.IsEmpty)
        {
            _callers.Leave(request.Caller);
        }
    }
}
