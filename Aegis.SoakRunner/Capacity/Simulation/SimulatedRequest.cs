namespace Aegis.SoakRunner.Capacity.Simulation;

/// <summary>A request under way.</summary>
/// <param name="number">Tells it from others.</param>
/// <param name="stream">Place of its stream.</param>
/// <param name="sentAt">When it was due, or sent on a connection that waited for its turn.</param>
/// <param name="lengths">Tokens of each input.</param>
internal sealed class SimulatedRequest(long number, int stream, double sentAt, int[] lengths)
{
    public long Number => number;

    public int Stream => stream;

    public double SentAt => sentAt;

    public int[] Lengths => lengths;

    public int Tokens { get; } = lengths.Sum();

    /// <summary>The replica that has it.</summary>
    public SimulatedReplica Replica { get; set; } = null!;

    /// <summary>Whether one replica has refused it already.</summary>
    public bool IsSecondTry { get; set; }
}
