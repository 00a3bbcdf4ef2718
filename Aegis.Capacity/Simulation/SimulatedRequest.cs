namespace Aegis.Capacity.Simulation;

/// <summary>A request in flight.</summary>
/// <param name="number">Distinguishes requests.</param>
/// <param name="sentAt">When the request was due, or was sent by a caller that waits for its answers.</param>
/// <param name="lengths">Tokens of each input.</param>
internal sealed class SimulatedRequest(long number, int stream, double sentAt, int[] lengths)
{
    public long Number => number;

    public int Stream => stream;

    public double SentAt => sentAt;

    public int[] Lengths => lengths;

    public int Tokens { get; } = lengths.Sum();

    public SimulatedReplica Replica { get; set; } = null!;

    /// <summary>True: one replica has refused the request.</summary>
    public bool IsSecondTry { get; set; }
}
