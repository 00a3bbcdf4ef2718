namespace Aegis.EmbeddingServer.Scheduling;

/// <summary>
/// The picking rule: which waiting sequences form the next Run. Not thread-safe; no clock, no I/O.
/// <para>
/// Start-time fair queueing: the request that has been served the fewest tokens since it came is next, and its longest
/// waiting sequence leads the Run. Waiting sequences of nearly the same length fill it, whoever sent them; each request
/// is charged for its own. Virtual time advances by the tokens of a Run divided by the requests that wait, so newcomers
/// start level with those who wait, and a stream of them cannot starve a large request.
/// See Goyal, Vin and Cheng, "Start-time Fair Queueing" (1996).
/// </para>
/// </summary>
internal sealed class FairQueue
{
    private readonly RunShape _shape;
    private readonly LinkedList<WorkItem>[] _byLength;
    private readonly List<QueuedRequest> _requests = [];
    private double _virtualTime;

    /// <param name="maxLength">Longest sequence there can be, in tokens.</param>
    /// <param name="shape">Bounds of a Run.</param>
    public FairQueue(int maxLength, RunShape shape)
    {
        _shape = shape;
        _byLength = new LinkedList<WorkItem>[maxLength + 1];
        for (var length = 0; length <= maxLength; length++)
        {
            _byLength[length] = [];
        }
    }

    /// <summary>True when no sequence waits.</summary>
    public bool IsEmpty => _requests.Count == 0;

    /// <summary>The request whose turn it is; null when nothing waits.</summary>
    public QueuedRequest? Next => _requests.MinBy(request => request.VirtualTime);

    /// <summary>Adds every sequence of a request.</summary>
    public void Enqueue(QueuedRequest request)
    {
        request.Join(_virtualTime);
        foreach (var item in request.LongestFirst)
        {
            _byLength[item.Sequence.Length].AddLast(item.Node);
        }

        _requests.Add(request);
    }

    /// <summary>Takes what still waits of a request out of the queue, and returns it.</summary>
    public List<WorkItem> Remove(QueuedRequest request)
    {
        _requests.Remove(request);
        return request.TakeOut();
    }

    /// <summary>Moves the next Run's sequences into <paramref name="run"/>, which stays empty when nothing waits.</summary>
    public void Take(List<WorkItem> run)
    {
        if (Next is not { } first)
        {
            return;
        }

        var waiting = _requests.Count;
        var start = first.VirtualTime;
        var lead = first.Next();
        Move(lead, run);
        Fill(lead.Sequence.Length, run);
        var tokens = run.Sum(item => item.Sequence.Length);
        _virtualTime = Math.Max(start, _virtualTime + ((double)tokens / waiting));
    }

    // Equal lengths first, then one shorter, one longer, two shorter, ...
    private void Fill(int lead, List<WorkItem> run)
    {
        var longest = lead;
        for (var distance = 0; distance <= RunShape.LengthSlack(lead); distance++)
        {
            longest = FillFrom(lead - distance, longest, run);
            if (distance > 0)
            {
                longest = FillFrom(lead + distance, longest, run);
            }
        }
    }

    private int FillFrom(int length, int longest, List<WorkItem> run)
    {
        if (length < 0 || length >= _byLength.Length)
        {
            return longest;
        }

        var padded = Math.Max(longest, length);
        while (_byLength[length].First is { } node && (run.Count + 1) * padded <= _shape.MaxPaddedTokens)
        {
            longest = padded;
            Move(node.Value, run);
        }

        return longest;
    }

    private void Move(WorkItem item, List<WorkItem> run)
    {
        item.Node.List!.Remove(item.Node);
        item.Request.Charge(item);
        if (item.Request.Waiting == 0)
        {
            _requests.Remove(item.Request);
        }

        run.Add(item);
    }
}
