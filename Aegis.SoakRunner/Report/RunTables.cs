namespace Aegis.SoakRunner.Report;

internal static class RunTables
{
    public static ReportTable Load(SoakProfile profile) => new(
        "How load was made",
        [
            new("Stream"), new("Load"), new("Phases"), new("Texts per request"), new("Tokens per text"), new("Vectors"),
            new("Objective", true), new("Timeout", true), new("Refusals"),
        ],
        [
            .. profile.Streams.Select(stream => (IReadOnlyList<Cell>)
            [
                stream.Name, LoadText.Load(stream), stream.Phases is null ? "all" : string.Join(", ", stream.Phases),
                LoadText.Amount(stream.Inputs), LoadText.Amount(stream.Tokens),
                LoadText.Encoding(stream.Encoding), $"{Format.Number(stream.ObjectiveMs)} ms",
                $"{Format.Number(stream.TimeoutSeconds)} s",
                stream.RefusalsExpected ? "expected" : "count as errors",
            ]),
        ]);

    public static ReportTable Target(TargetUsage target) => new(
        "What the target used",
        [new("Resource"), new("Start", true), new("Most", true), new("End", true), new("Growth", true)],
        [
            Resource("Working set", target, sample => sample.WorkingSetBytes, Format.Bytes),
            Resource("Managed heap", target, sample => sample.HeapBytes, Format.Bytes),
            Resource("Threads", target, sample => sample.Threads, Format.Whole),
            Resource("Handles", target, sample => sample.Handles, Format.Whole),
            Resource("Queue, inputs", target, sample => sample.QueueInputs, Format.Whole, grows: false),
            Resource("Queue, tokens", target, sample => sample.QueueTokens, Format.Whole, grows: false),
        ]);

    public static ReportTable Faults(IEnumerable<FaultFigures> faults) => new(
        "Faults made on purpose",
        [new("Fault"), new("Count", true), new("Taken rightly", true), new("First that was not")],
        [
            .. faults.Select(fault => (IReadOnlyList<Cell>)
                [fault.Fault, Format.Count(fault.Count), Format.Count(fault.Right), fault.FirstProblem ?? string.Empty]),
        ]);

    public static ReportTable Problems(IEnumerable<Problem> problems) => new(
        "The first problems of each kind",
        [new("At"), new("Stream"), new("Counted as"), new("What"), new("Times", true)],
        [
            .. problems.Select(problem => (IReadOnlyList<Cell>)
            [
                $"{Format.Number(Math.Round(problem.AtSeconds, 1))} s", problem.Stream, OutcomeTable.Row(problem.Kind).Name,
                problem.What, Format.Count(problem.Count),
            ]),
        ]);

    public static ReportTable Facts(SoakReport report) => new(
        "Machine and target",
        [new("Fact"), new("Value")],
        [.. ReportFacts.Of(report).Select(fact => (IReadOnlyList<Cell>)[fact.Label, fact.Value ?? "not known"])]);

    /// <summary>Growth from start to end is meaningful for memory, not for a queue.</summary>
    private static IReadOnlyList<Cell> Resource(
        string name, TargetUsage target, Func<TargetSample, double?> value, Func<double?, string> show, bool grows = true) =>
    [
        name,
        show(target.Start is null ? null : value(target.Start)),
        show(target.Max(value)),
        show(target.End is null ? null : value(target.End)),
        grows && target.Growth(value) is { } growth ? Format.Signed(growth, size => show(size)) : Format.Nothing,
    ];
}
