namespace Aegis.Scheduling;

/// <summary>A sequence that waits in the queue or is in a batch.</summary>
internal sealed class QueuedSequence
{
    public QueuedSequence(Job job, int index, ISequence sequence)
    {
        Job = job;
        Index = index;
        Sequence = sequence;
        Node = new LinkedListNode<QueuedSequence>(this);
    }

    public Job Job { get; }

    /// <summary>Its place in the job.</summary>
    public int Index { get; }

    public ISequence Sequence { get; }

    /// <summary>Its place among the waiting sequences of its length; in no list once it is in a batch.</summary>
    public LinkedListNode<QueuedSequence> Node { get; }

    public bool IsWaiting => Node.List is not null;

    /// <summary>In a batch: the next sequence that is equal to this one, and gets the same vector; null at the end.</summary>
    public QueuedSequence? Twin { get; set; }
}
