using Aegis.SoakRunner.Target;

namespace Aegis.SoakRunner.Capacity.Check;

/// <summary>What the server's own clock says of its Runs so far.</summary>
/// <param name="Seconds">Time of them.</param>
/// <param name="Runs">Number of them.</param>
/// <param name="Sequences">Sequences in them.</param>
internal sealed record RunClockOf(double Seconds, double Runs, double Sequences)
{
    /// <exception cref="InvalidOperationException">The server has no such metrics.</exception>
    public static async Task<RunClockOf> TargetAsync(HttpClient http, CancellationToken stop)
    {
        var metrics = PrometheusText.Read(await http.GetStringAsync(new Uri("/metrics", UriKind.Relative), stop));
        return metrics.Sum("aegis_run_duration_seconds_sum") is { } seconds && metrics.Sum("aegis_run_sequences_count") is { } runs && metrics.Sum("aegis_run_sequences_sum") is { } sequences
            ? new RunClockOf(seconds, runs, sequences)
            : throw new InvalidOperationException("the target's /metrics do not tell of its Runs");
    }

    /// <summary>Mean length of the Runs since then.</summary>
    public double MeanMsSince(RunClockOf before) => 1000 * (Seconds - before.Seconds) / Math.Max(1, Runs - before.Runs);

    /// <summary>Mean number of sequences of the Runs since then.</summary>
    public double SequencesSince(RunClockOf before) => (Sequences - before.Sequences) / Math.Max(1, Runs - before.Runs);
}
