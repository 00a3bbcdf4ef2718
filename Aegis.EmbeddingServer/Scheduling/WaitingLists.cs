namespace Aegis.EmbeddingServer.Scheduling;

/// <summary>Waiting sequences by their length, in order of arrival. Not thread-safe.</summary>
internal sealed class WaitingLists
{
    private readonly LinkedList<WorkItem>[] _byLength;

    /// <param name="maxLength">Longest sequence there can be, in tokens.</param>
    public WaitingLists(int maxLength) => _byLength = [.. Enumerable.Range(0, maxLength + 1).Select(_ => new LinkedList<WorkItem>())];

    public void Add(WorkItem item) => _byLength[item.Sequence.Length].AddLast(item.Node);

    /// <summary>How many wait of a length; none of one that there is not.</summary>
    public int Count(int length) => length >= 0 && length < _byLength.Length ? _byLength[length].Count : 0;

    /// <summary>The first that waits of a length; null when there is none, or no such length.</summary>
    public LinkedListNode<WorkItem>? First(int length) => length >= 0 && length < _byLength.Length ? _byLength[length].First : null;
}
