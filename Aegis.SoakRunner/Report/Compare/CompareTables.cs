namespace Aegis.SoakRunner.Report.Compare;

internal static class CompareTables
{
    public static IReadOnlyList<Difference> Differences(SoakReport a, SoakReport b) =>
    [
        .. ProfileDifferences.Between(a.Profile, b.Profile),
        .. ReportFacts.Of(a).Zip(ReportFacts.Of(b))
            .Where(pair => pair.First.Value != pair.Second.Value)
            .Select(pair => new Difference(
                pair.First.Label, pair.First.Value ?? "not known", pair.Second.Value ?? "not known", pair.First.IsPlace)),
    ];

    public static ReportTable Differences(IEnumerable<Difference> differences) => new(
        "What differs",
        [new("What"), new("A"), new("B")],
        [.. differences.Select(difference => (IReadOnlyList<Cell>)[difference.Label, difference.A, difference.B])]);

    public static ReportTable Verdicts(SoakReport a, SoakReport b) => new(
        "Verdicts",
        [new("Run"), new("Id"), new("Verdict"), new("Reason"), new("Started"), new("Profile")],
        [Verdict("A", a), Verdict("B", b)]);

    public static ReportTable Streams(IReadOnlyList<StreamFigures> a, IReadOnlyList<StreamFigures> b) => new(
        "Streams",
        [new("Stream"), new("Figure"), new("A", true), new("B", true), new("Change", true)],
        [
            .. a.Concat(b).Select(figures => figures.Stream).Distinct().SelectMany(stream =>
                (a.FirstOrDefault(figures => figures.Stream == stream), b.FirstOrDefault(figures => figures.Stream == stream)) switch
                {
                    ({ } first, { } second) => Figures(stream, first, second),
                    ({ }, null) => [[stream, "only in A", "yes", "no", string.Empty]],
                    _ => [[stream, "only in B", "no", "yes", string.Empty]],
                }),
        ]);

    public static ReportTable Target(TargetUsage a, TargetUsage b) => new(
        "Target",
        [new("Figure"), new("A", true), new("B", true), new("Change", true)],
        [
            [
                .. Pair(
                    "Working set at the end", End(a, sample => sample.WorkingSetBytes), End(b, sample => sample.WorkingSetBytes),
                    Format.Bytes),
            ],
            [.. GrowthPair("Working set, growth", a, b, sample => sample.WorkingSetBytes)],
            [.. Pair("Managed heap at the end", End(a, sample => sample.HeapBytes), End(b, sample => sample.HeapBytes), Format.Bytes)],
            [.. GrowthPair("Managed heap, growth", a, b, sample => sample.HeapBytes)],
            [.. Pair("Threads at the end", End(a, sample => sample.Threads), End(b, sample => sample.Threads), Format.Whole)],
            [.. Pair("Processor, cores", a.Cores, b.Cores, Format.Figure)],
            [.. Pair("Restarts", End(a, sample => sample.Restarts), End(b, sample => sample.Restarts), Format.Whole, hasChange: false)],
        ]);

    private static IReadOnlyList<Cell> Verdict(string run, SoakReport report)
        => [run, report.Id, report.Verdict.Outcome.Word(), report.Verdict.Reason, Format.Time(report.StartedAt), report.Profile.Name];

    private static IEnumerable<IReadOnlyList<Cell>> Figures(string stream, StreamFigures a, StreamFigures b)
    {
        IReadOnlyList<Cell> Row(string name, Func<StreamFigures, double?> value, Func<double?, string> show) =>
            [stream, .. Pair(name, value(a), value(b), show)];

        return
        [
            Row("due", figures => figures.Outcomes.Total, Format.Whole),
            Row("req/s", figures => figures.RequestsPerSecond(), Format.Figure),
            Row("tokens/s", figures => figures.TokensPerSecond(), Format.Figure),
            Row("goodput", figures => figures.Goodput(), Format.Share),
            Row("p50 ms", figures => figures.LatencyAt(latency => latency.P50), Format.Figure),
            Row("p95 ms", figures => figures.LatencyAt(latency => latency.P95), Format.Figure),
            Row("p99 ms", figures => figures.LatencyAt(latency => latency.P99), Format.Figure),
            Row("max ms", figures => figures.LatencyAt(latency => latency.Max), Format.Figure),
            Row("refused", figures => figures.OfDue(figures.Outcomes.Refused), Format.Share),
            Row("errors", figures => figures.OfDue(figures.Outcomes.Failed()), Format.Share),
        ];
    }

    private static IEnumerable<Cell> GrowthPair(string name, TargetUsage a, TargetUsage b, Func<TargetSample, double?> value) =>
        Pair(name, a.Growth(value), b.Growth(value), Growth, hasChange: false);

    /// <summary>A growth gets no change in percent: small numbers would look large.</summary>
    private static IEnumerable<Cell> Pair(string name, double? a, double? b, Func<double?, string> show, bool hasChange = true)
        => [name, show(a), show(b), hasChange ? Format.Change(a, b) : string.Empty];

    private static double? End(TargetUsage target, Func<TargetSample, double?> value) => target.End is null ? null : value(target.End);

    private static string Growth(double? value) => value is { } bytes ? Format.Signed(bytes, size => Format.Bytes(size)) : Format.Nothing;
}

/// <param name="IsPlace">An address.</param>
internal sealed record Difference(string Label, string A, string B, bool IsPlace);
