namespace Aegis.EmbeddingServer.Scheduling;

/// <summary>One that takes turns in <see cref="FairTurns{T}"/>.</summary>
internal abstract class FairMember
{
    /// <summary>Tokens it has been served, counted from the virtual time at which it joined.</summary>
    public double VirtualTime { get; set; }

    /// <summary>Number of the turn at which it joined or was last served.</summary>
    public long LastTurn { get; set; }

    /// <summary>Whether it comes before another one.</summary>
    public bool IsBefore(FairMember other) =>
        VirtualTime < other.VirtualTime || (VirtualTime == other.VirtualTime && LastTurn < other.LastTurn);
}
