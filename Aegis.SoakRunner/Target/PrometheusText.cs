using System.Globalization;
using System.Text.RegularExpressions;

namespace Aegis.SoakRunner.Target;

/// <summary>Reads the text format of Prometheus.</summary>
/// <remarks>
/// <code>
/// # TYPE aegis_queue_inputs gauge
/// aegis_queue_inputs{otel_scope_name="Aegis.EmbeddingServer"} 12
/// </code>
/// </remarks>
internal sealed partial class PrometheusText
{
    private readonly ILookup<string, MetricSample> _samples;

    private PrometheusText(IEnumerable<MetricSample> samples) => _samples = samples.ToLookup(sample => sample.Name);

    /// <summary>Reads a page. Lines that are not samples are skipped.</summary>
    public static PrometheusText Read(string text) => new(text.Split('\n').Select(ReadLine).OfType<MetricSample>());

    /// <summary>Sum of the samples of a metric; null: no sample.</summary>
    public double? Sum(string name) => _samples.Contains(name) ? _samples[name].Sum(sample => sample.Value) : null;

    /// <summary>A label of the first sample of a metric; null: none.</summary>
    public string? Label(string name, string label) => _samples[name].FirstOrDefault()?.Labels.GetValueOrDefault(label);

    private static MetricSample? ReadLine(string line)
    {
        var match = Line().Match(line);
        // NaN and infinite mean nothing as a number of bytes.
        return match.Success
            && double.TryParse(match.Groups["value"].ValueSpan, CultureInfo.InvariantCulture, out var value)
            && double.IsFinite(value)
            ? new MetricSample(match.Groups["name"].Value, Labels(match.Groups["labels"].Value), value)
            : null;
    }

    private static Dictionary<string, string> Labels(string text) =>
        Pair()
            .Matches(text)
            .DistinctBy(match => match.Groups["name"].Value)
            .ToDictionary(match => match.Groups["name"].Value, match => Unescaped(match.Groups["value"].Value));

    private static string Unescaped(string value) =>
        Escape().Replace(value, match => match.Groups["character"].Value is "n" ? "\n" : match.Groups["character"].Value);

    [
        GeneratedRegex(
            """^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?<labels>([^"}]|"([^"\\]|\\.)*")*)\})? (?<value>\S+)""", RegexOptions.ExplicitCapture),
    ]
    private static partial Regex Line();

    [
        GeneratedRegex(
            """(?<name>[a-zA-Z_][a-zA-Z0-9_]*)="(?<value>([^"\\]|\\.)*)" """,
            RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace),
    ]
    private static partial Regex Pair();

    [GeneratedRegex("""\\(?<character>.)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Escape();

    private sealed record MetricSample(string Name, Dictionary<string, string> Labels, double Value);
}
