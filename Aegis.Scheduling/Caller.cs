namespace Aegis.Scheduling;

/// <summary>An API key, or else a connection, while it has work in the queue.</summary>
/// <param name="name">Distinguishes callers.</param>
internal sealed class Caller(string name, int turn) : FairMember
{
    public string Name { get; } = name;

    /// <summary>Its jobs that have sequences waiting.</summary>
    public FairTurns<Job> Turns { get; } = new(turn);

    /// <summary>Its admitted work, waiting and running.</summary>
    public WorkLoad Load { get; set; }
}
