using System.Globalization;

namespace Aegis.Benchmarks.Load;

/// <summary>What the server's <c>/metrics</c> says of its Runs.</summary>
/// <param name="Runs">Number of Runs.</param>
/// <param name="Sequences">Sequences in them.</param>
/// <param name="PaddingRatios">Sum over the Runs of padded tokens over real tokens.</param>
/// <param name="Seconds">Time of them, all workers together.</param>
internal sealed record RunFigures(double Runs, double Sequences, double PaddingRatios, double Seconds)
{
    public double PaddedOverReal => PaddingRatios / Runs;

    public double SequencesPerRun => Sequences / Runs;

    public static RunFigures Read(Uri server)
    {
        using var client = new HttpClient { BaseAddress = server };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        using var response = client.Send(request);
        using var reader = new StreamReader(response.Content.ReadAsStream());
        var lines = reader.ReadToEnd().Split('\n');
        return new RunFigures(Value(lines, "aegis_batch_sequences_count"), Value(lines, "aegis_batch_sequences_sum"), Value(lines, "aegis_batch_padding_ratio_ratio_sum", "aegis_batch_padding_ratio_sum"), Value(lines, "aegis_batch_duration_seconds_sum"));
    }

    public RunFigures Since(RunFigures before) => new(Runs - before.Runs, Sequences - before.Sequences, PaddingRatios - before.PaddingRatios, Seconds - before.Seconds);

    // aegis_batch_sequences_count{otel_scope_name="Aegis.EmbeddingServer"} 27 1764057600000
    private static double Value(string[] lines, params string[] names)
    {
        var line = lines.First(line => names.Any(name => line.StartsWith(name, StringComparison.Ordinal)));
        return double.Parse(line[(line.IndexOf('}', StringComparison.Ordinal) + 1)..].Trim().Split(' ')[0], CultureInfo.InvariantCulture);
    }
}
