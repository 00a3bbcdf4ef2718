using Aegis.SoakRunner.Target;

namespace Aegis.SoakRunner.Capacity.Check;

/// <summary>What the server's own clock says of its Runs so far.</summary>
/// <param name="Seconds">Time of them.</param>
/// <param name="Runs">Number of them.</param>
/// <param name="Sequences">Sequences in them.</param>
/// <param name="CpuSeconds">Processor time of the server; null: it does not tell.</param>
internal sealed record TargetRuns(double Seconds, double Runs, double Sequences, double? CpuSeconds)
{
    /// <exception cref="InvalidOperationException">The server has no such metrics.</exception>
    public static async Task<TargetRuns> AskAsync(HttpClient http, CancellationToken stop)
    {
        var metrics = PrometheusText.Read(await http.GetStringAsync(new Uri("/metrics", UriKind.Relative), stop));
        return metrics.Sum("aegis_run_duration_seconds_sum") is { } seconds && metrics.Sum("aegis_run_sequences_count") is { } runs && metrics.Sum("aegis_run_sequences_sum") is { } sequences
            ? new TargetRuns(seconds, runs, sequences, metrics.Sum("dotnet_process_cpu_time_seconds_total"))
            : throw new InvalidOperationException("the target's /metrics do not tell of its Runs");
    }

    /// <summary>Mean length of the Runs since then.</summary>
    public double MeanMsSince(TargetRuns before) => 1000 * (Seconds - before.Seconds) / Math.Max(1, Runs - before.Runs);

    /// <summary>Mean number of sequences of the Runs since then.</summary>
    public double SequencesSince(TargetRuns before) => (Sequences - before.Sequences) / Math.Max(1, Runs - before.Runs);
}
