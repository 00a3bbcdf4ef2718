namespace Aegis.Capacity.Simulation;

/// <summary>What happened to the requests of a stream that were due after the warm-up.</summary>
internal sealed class StreamTally(string name)
{
    private readonly List<double> _seconds = [];
    private double[]? _sorted;

    public string Name => name;

    /// <summary>Requests that were due.</summary>
    public int Due { get; set; }

    /// <summary>Requests that were refused in the end.</summary>
    public int Refused { get; set; }

    /// <summary>Tokens of the answered requests.</summary>
    public long Tokens { get; private set; }

    public int Answered => _seconds.Count;

    public double RefusedShare => Due == 0 ? 0 : (double)Refused / Due;

    public void Add(double seconds, int tokens)
    {
        _seconds.Add(seconds);
        Tokens += tokens;
    }

    /// <summary>A quantile of the latency in seconds (nearest rank); 0 if there are no answers.</summary>
    public double Quantile(double share)
    {
        if (_seconds.Count == 0)
        {
            return 0;
        }

        if (_sorted?.Length != _seconds.Count)
        {
            _sorted = [.. _seconds.Order()];
        }

        return _sorted[Math.Clamp((int)Math.Ceiling(share * _sorted.Length) - 1, 0, _sorted.Length - 1)];
    }
}

/// <summary>The figures of a simulation.</summary>
/// <param name="Seconds">Simulated time without the warm-up.</param>
/// <param name="Busy">Share of the workers' time that batches, answers and delays took.</param>
/// <param name="SequencesPerBatch">Mean number of sequences of a batch.</param>
/// <param name="Streams">What happened to the requests.</param>
internal sealed record SimulationResult(
    double Seconds, double Busy, double BatchSeconds, double SequencesPerBatch, IReadOnlyList<StreamTally> Streams);
