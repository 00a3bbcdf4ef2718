using Aegis.SoakRunner.Document;
using Aegis.SoakRunner.Text;

namespace Aegis.SoakRunner.Report;

internal static class RunTables
{
    public static ReportTable Load(SoakProfile profile) => new(
        "How load was made",
        [new("Stream"), new("Load"), new("Phases"), new("Texts per request"), new("Tokens per text"), new("Vectors"), new("Objective", true), new("Timeout", true), new("Refusals")],
        [
            .. profile.Streams.Select(stream => (IReadOnlyList<Cell>)
            [
                stream.Name, LoadText.Load(stream), stream.Phases is null ? "all" : string.Join(", ", stream.Phases), LoadText.Amount(stream.Inputs), LoadText.Amount(stream.Tokens),
                LoadText.Encoding(stream.Encoding), $"{Show.Number(stream.ObjectiveMs)} ms", $"{Show.Number(stream.TimeoutSeconds)} s", stream.RefusalsExpected ? "expected" : "count as errors",
            ]),
        ]);

    public static ReportTable Target(TargetUsage target) => new(
        "What the target used",
        [new("Resource"), new("Start", true), new("Most", true), new("End", true), new("Growth", true)],
        [
            Resource("Working set", target, sample => sample.WorkingSetBytes, Bytes),
            Resource("Managed heap", target, sample => sample.HeapBytes, Bytes),
            Resource("Threads", target, sample => sample.Threads, Show.Whole),
            Resource("Handles", target, sample => sample.Handles, Show.Whole),
            Resource("Queue, inputs", target, sample => sample.QueueInputs, Show.Whole, grows: false),
            Resource("Queue, tokens", target, sample => sample.QueueTokens, Show.Whole, grows: false),
        ]);

    public static ReportTable Faults(IEnumerable<FaultFigures> faults) => new(
        "Faults made on purpose",
        [new("Fault"), new("Count", true), new("Taken rightly", true), new("First that was not")],
        [.. faults.Select(fault => (IReadOnlyList<Cell>)[fault.Fault, Show.Count(fault.Count), Show.Count(fault.Right), fault.FirstProblem ?? string.Empty])]);

    public static ReportTable Problems(IEnumerable<Problem> problems) => new(
        "The first problems of each kind",
        [new("At"), new("Stream"), new("Counted as"), new("What"), new("Times", true)],
        [.. problems.Select(problem => (IReadOnlyList<Cell>)[$"{Show.Number(Math.Round(problem.AtSeconds, 1))} s", problem.Stream, OutcomeTable.Row(problem.Kind).Name, problem.What, Show.Count(problem.Count)])]);

    public static ReportTable Facts(SoakReport report) => new(
        "Machine and target",
        [new("Fact"), new("Value")],
        [.. ReportFacts.Of(report).Select(fact => (IReadOnlyList<Cell>)[fact.Label, fact.Value ?? "not known"])]);

    /// <summary>Growth from start to end is meaningful for memory, not for a queue.</summary>
    private static IReadOnlyList<Cell> Resource(string name, TargetUsage target, Func<TargetSample, double?> value, Func<double?, string> show, bool grows = true) =>
    [
        name,
        show(target.Start is null ? null : value(target.Start)),
        show(target.Most(value)),
        show(target.End is null ? null : value(target.End)),
        grows && target.Growth(value) is { } growth ? Show.Signed(growth, size => show(size)) : Show.Nothing,
    ];

    private static string Bytes(double? value) => Show.Bytes((long?)value);
}
