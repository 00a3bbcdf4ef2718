namespace Aegis.SoakRunner.Capacity.Simulation;

/// <summary>What became of the requests of a stream that were due after the warm-up.</summary>
internal sealed class StreamTally(string name)
{
    private readonly List<double> _seconds = [];
    private double[]? _sorted;

    public string Name => name;

    /// <summary>Requests that were due.</summary>
    public int Due { get; set; }

    /// <summary>Requests that every replica refused that they were sent to.</summary>
    public int Refused { get; set; }

    /// <summary>Tokens of the answers.</summary>
    public long Tokens { get; private set; }

    /// <summary>Requests that were answered.</summary>
    public int Answered => _seconds.Count;

    public double RefusedShare => Due == 0 ? 0 : (double)Refused / Due;

    public void Add(double seconds, int tokens)
    {
        _seconds.Add(seconds);
        Tokens += tokens;
    }

    /// <summary>Seconds in which a share of the answers was there (nearest rank); 0 when there is none.</summary>
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

/// <summary>What a simulation found.</summary>
/// <param name="Seconds">Simulated time, warm-up left out.</param>
/// <param name="Busy">Share of the workers' time that Runs and what held them up took.</param>
/// <param name="RunSeconds">Mean length of a Run.</param>
/// <param name="SequencesPerRun">Mean number of sequences of a Run.</param>
/// <param name="Streams">What became of the requests.</param>
internal sealed record SimulationResult(double Seconds, double Busy, double RunSeconds, double SequencesPerRun, IReadOnlyList<StreamTally> Streams);
