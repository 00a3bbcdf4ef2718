namespace Aegis.SoakRunner.Report;

internal static class StreamTables
{
    public static ReportTable Gates(SoakReport report) => new(
        "Every gate, with the measured value beside its limit",
        [new("Gate"), new("Stream"), new("Outcome"), new("Measured", true), new("Limit", true), new("Explanation")],
        [
            .. report.Verdict.Gates.Select(gate => (IReadOnlyList<Cell>)
            [
                gate.Gate, gate.Stream ?? "whole run", new(gate.Outcome.Word(), gate.Outcome), gate.Measured, gate.Limit,
                gate.Explanation ?? string.Empty,
            ]),
        ]);

    public static ReportTable Requests(IEnumerable<StreamFigures> totals) => new(
        "Requests by how they ended",
        [new("Stream"), new("Due", true), .. OutcomeTable.Rows.Select(row => new Column(row.Heading, true))],
        [
            .. totals.Select(figures => (IReadOnlyList<Cell>)
            [
                figures.Stream, Format.Count(figures.Outcomes.Total),
                .. OutcomeTable.Rows.Select(row => (Cell)Format.Count(row.Count(figures.Outcomes))),
            ]),
        ]);

    public static ReportTable Speed(IEnumerable<StreamFigures> totals) => new(
        "Throughput and latency",
        [
            new("Stream"), new("Req/s", true), new("Tokens/s", true), new("Goodput", true), new("p50 ms", true), new("p95 ms", true),
            new("p99 ms", true),
            new("Max ms", true), new("Send lateness p99 ms", true),
        ],
        [.. totals.Select(figures => (IReadOnlyList<Cell>)[figures.Stream, .. SpeedCells(figures), Format.Figure(figures.LatenessP99())])]);

    public static ReportTable Phases(IEnumerable<PhaseFigures> phases) => new(
        "Each stream in each phase",
        [
            new("Phase"), new("Stream"), new("Due", true), new("Ok", true), new("Refused", true), new("Failed", true), new("Req/s", true),
            new("Tokens/s", true),
            new("Goodput", true), new("p50 ms", true), new("p95 ms", true), new("p99 ms", true), new("Max ms", true),
        ],
        [
            .. phases.SelectMany(phase => phase.Streams.Select(figures => (IReadOnlyList<Cell>)
            [
                phase.Phase, figures.Stream, Format.Count(figures.Outcomes.Total), Format.Count(figures.Outcomes.Ok),
                Format.Count(figures.Outcomes.Refused), Format.Count(figures.Outcomes.Failed()), .. SpeedCells(figures),
            ])),
        ]);

    private static IEnumerable<Cell> SpeedCells(StreamFigures figures) =>
    [
        Format.Figure(figures.RequestsPerSecond()),
        Format.Figure(figures.TokensPerSecond()),
        Format.Share(figures.Goodput()),
        Format.Figure(figures.LatencyAt(latency => latency.P50)),
        Format.Figure(figures.LatencyAt(latency => latency.P95)),
        Format.Figure(figures.LatencyAt(latency => latency.P99)),
        Format.Figure(figures.LatencyAt(latency => latency.Max)),
    ];
}
