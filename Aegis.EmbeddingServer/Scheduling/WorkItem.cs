using Aegis.EmbeddingServer.Tokenization;

namespace Aegis.EmbeddingServer.Scheduling;

/// <summary>One sequence that waits, or that is in a Run.</summary>
internal sealed class WorkItem
{
    public WorkItem(QueuedRequest request, int index)
    {
        Request = request;
        Index = index;
        Node = new LinkedListNode<WorkItem>(this);
    }

    /// <summary>The request it belongs to.</summary>
    public QueuedRequest Request { get; }

    /// <summary>Its place in the request's answer.</summary>
    public int Index { get; }

    /// <summary>Its place among the waiting sequences of its length; in no list once it is taken.</summary>
    public LinkedListNode<WorkItem> Node { get; }

    public TokenSequence Sequence => Request.Job.Sequences[Index];

    public bool IsWaiting => Node.List is not null;

    /// <summary>In a Run: the next one with the same ids, which gets the same vector; null at the end.</summary>
    public WorkItem? Twin { get; set; }
}
