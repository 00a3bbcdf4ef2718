namespace Aegis.Scheduling;

internal abstract class FairMember
{
    /// <summary>Tokens served to the member, counted from the virtual time at which it joined.</summary>
    public double VirtualTime { get; set; }

    /// <summary>Number of the turn at which the member joined or was last served.</summary>
    public long LastTurn { get; set; }

    public bool IsBefore(FairMember other) =>
        VirtualTime < other.VirtualTime || (VirtualTime == other.VirtualTime && LastTurn < other.LastTurn);
}

/// <summary>
/// Turns of members that have work waiting. The next turn belongs to the member with the fewest tokens served since it
/// joined (start-time fair queueing: Goyal, Vin and Cheng, 1996). Virtual time advances by the tokens served divided by
/// the number of members, so a stream of new members cannot starve a large one. An urgent member joins a little before
/// the present virtual time, ahead of members whose turn is due (borrowed virtual time: Duda and Cheriton, 1999). That
/// puts it ahead once, by a fixed amount. Not thread-safe.
/// </summary>
/// <typeparam name="T">Callers, or the jobs of one caller.</typeparam>
/// <param name="warp">How far before the present virtual time an urgent member joins, in tokens: what one turn serves.</param>
internal sealed class FairTurns<T>(int warp)
    where T : FairMember
{
    private readonly List<T> _members = [];
    private double _virtualTime;
    private long _turns;

    public bool IsEmpty => _members.Count == 0;

    /// <summary>Adds a member that is not in. A member that was served beyond its share continues from there.</summary>
    public void Join(T member, bool isUrgent)
    {
        member.VirtualTime = Math.Max(member.VirtualTime, _virtualTime - (isUrgent ? warp : 0));
        member.LastTurn = _turns++;
        _members.Add(member);
    }

    /// <summary>Removes a member that has nothing waiting any more.</summary>
    public void Leave(T member) => _members.Remove(member);

    /// <summary>The member with the next turn; among equals, the one that has waited longest. There must be one.</summary>
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

    /// <summary>Adds tokens that were served to a member.</summary>
    public void Charge(T member, int tokens)
    {
        member.VirtualTime += tokens;
        member.LastTurn = _turns++;
        _virtualTime += (double)tokens / _members.Count;
    }
}
