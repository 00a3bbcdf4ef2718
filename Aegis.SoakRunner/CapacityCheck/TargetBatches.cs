using Aegis.SoakRunner.Target;

namespace Aegis.SoakRunner.CapacityCheck;

/// <summary>The batches that a server has computed so far, by its own metrics.</summary>
/// <param name="Seconds">Time of all batches.</param>
/// <param name="CpuSeconds">CPU time of the server; null: it has no such metric.</param>
/// <param name="PaddingRatios">Sum of the padding ratios of all batches; null: it has no such metric.</param>
internal sealed record TargetBatches(double Seconds, double Batches, double Sequences, double? CpuSeconds, double? PaddingRatios)
{
    /// <exception cref="InvalidOperationException">The server has no metrics of batches.</exception>
    public static async Task<TargetBatches> ReadAsync(HttpClient http, CancellationToken stop)
    {
        var metrics = PrometheusText.Read(await http.GetStringAsync(new Uri("/metrics", UriKind.Relative), stop));
        return metrics.Sum("aegis_batch_duration_seconds_sum") is { } seconds
            && metrics.Sum("aegis_batch_sequences_count") is { } batches
            && metrics.Sum("aegis_batch_sequences_sum") is { } sequences
            ? new TargetBatches(
                seconds, batches, sequences, metrics.Sum("dotnet_process_cpu_time_seconds_total"),
                metrics.Sum("aegis_batch_padding_ratio_sum"))
            : throw new InvalidOperationException("the target's /metrics do not report its batches (aegis_batch_*)");
    }

    public double MeanMsSince(TargetBatches before) => 1000 * (Seconds - before.Seconds) / Math.Max(1, Batches - before.Batches);

    /// <summary>Mean padding ratio since then; 0 without the metric.</summary>
    public double PaddingSince(TargetBatches before) =>
        ((PaddingRatios - before.PaddingRatios) ?? 0) / Math.Max(1, Batches - before.Batches);

    /// <summary>Mean number of sequences of a batch since then.</summary>
    public double SequencesSince(TargetBatches before) => (Sequences - before.Sequences) / Math.Max(1, Batches - before.Batches);
}
