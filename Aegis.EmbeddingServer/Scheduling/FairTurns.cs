namespace Aegis.EmbeddingServer.Scheduling;

/// <summary>
/// Whose turn it is among members that have work waiting: the one that has been served the fewest tokens since it came
/// (start-time fair queueing: Goyal, Vin and Cheng, 1996). Virtual time advances by the tokens served divided by the
/// members, so a stream of newcomers cannot starve a large one. A newcomer that is in a hurry joins a little before the
/// present virtual time, so that it is not behind those members whose turn is due anyway (as in borrowed virtual time:
/// Duda and Cheriton, 1999); that puts it ahead once, by a fixed amount. Not thread-safe.
/// </summary>
/// <typeparam name="T">Callers, or the requests of one caller.</typeparam>
/// <param name="warp">How far before the present virtual time who is in a hurry joins, in tokens: what one turn serves.</param>
internal sealed class FairTurns<T>(int warp)
    where T : FairMember
{
    private readonly List<T> _members = [];
    private double _virtualTime;
    private long _turns;

    public bool IsEmpty => _members.Count == 0;

    /// <summary>Adds a member that is not there; one that has been served beyond its share goes on from there.</summary>
    public void Join(T member, bool isInAHurry)
    {
        member.VirtualTime = Math.Max(member.VirtualTime, _virtualTime - (isInAHurry ? warp : 0));
        member.LastTurn = _turns++;
        _members.Add(member);
    }

    /// <summary>Takes out a member that has nothing waiting any more.</summary>
    public void Leave(T member) => _members.Remove(member);

    /// <summary>The member whose turn it is; of equals, the one that has waited longest. There must be one.</summary>
    public T Next()
    {
        var next = _members[0];
        foreach (var member in _members)
        {
            if (member.IsBefore(next))
            {
                next = member;
            }
        }

        _virtualTime = Math.Max(_virtualTime, next.VirtualTime);
        return next;
    }

    /// <summary>Notes that a member has been served.</summary>
    public void Charge(T member, int tokens)
    {
        member.VirtualTime += tokens;
        member.LastTurn = _turns++;
        _virtualTime += (double)tokens / _members.Count;
    }
}
