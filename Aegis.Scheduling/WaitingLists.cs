namespace Aegis.Scheduling;

/// <summary>Waiting sequences by length, in order of arrival. Not thread-safe.</summary>
internal sealed class WaitingLists
{
    private readonly LinkedList<QueuedSequence>[] _byLength;

    /// <param name="maxLength">Longest possible sequence, in tokens.</param>
    public WaitingLists(int maxLength) =>
        _byLength = [.. Enumerable.Range(0, maxLength + 1).Select(_ => new LinkedList<QueuedSequence>())];

    public void Add(QueuedSequence item) => _byLength[item.Sequence.Length].AddLast(item.Node);

    /// <summary>Number of waiting sequences of a length; 0 for an impossible length.</summary>
    public int Count(int length) => length >= 0 && length < _byLength.Length ? _byLength[length].Count : 0;

    /// <summary>The first waiting sequence of a length; null when none waits, and for an impossible length.</summary>
    public LinkedListNode<QueuedSequence>? First(int length) =>
        length >= 0 && length < _byLength.Length ? _byLength[length].First : null;
}
