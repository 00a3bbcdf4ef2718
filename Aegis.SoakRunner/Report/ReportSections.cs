namespace Aegis.SoakRunner.Report;

/// <summary>The content of a report in its order. Renderers decide only the look.</summary>
internal static class ReportSections
{
    public static string Title(SoakReport report) => $"Soak run {report.Id}";

    public static string Summary(SoakReport report)
        => $"Profile {report.Profile.Name}: {Sentence(SafeText.Line(report.Profile.Description))} "
            + $"Started {Format.Time(report.StartedAt)}, {Length(report)}, "
            + $"against {report.Target.Model ?? "an unnamed model"} at {report.Target.Address}.";

    public static IReadOnlyList<Section> Build(SoakReport report) =>
    [
        new(
            "Gates",
            [report.Verdict.Gates.Count == 0 ? new ParagraphBlock("No gate was judged.") : new TableBlock(StreamTables.Gates(report))]),
        new(
            "Over time",
            [new ChartBlock(ReportCharts.Build(report)), new ParagraphBlock("Shaded: warm-up and drain, in which no latency is judged.")]),
        new("Totals", Totals(report)),
        .. report.PhaseTotals.Count > 1
            ? [new Section("Phases", [new TableBlock(StreamTables.Phases(report.PhaseTotals))])]
            : Array.Empty<Section>(),
        new("Target", Target(report)),
        new("Faults", report.Faults.Count == 0
            ? [new ParagraphBlock(LoadText.Faults(report.Profile.Faults))]
            : [new ParagraphBlock(LoadText.Faults(report.Profile.Faults)), new TableBlock(RunTables.Faults(report.Faults))]),
        new(
            "Problems",
            [report.Problems.Count == 0 ? new ParagraphBlock("None was met.") : new TableBlock(RunTables.Problems(report.Problems))]),
        new(
            "Notes",
            [report.Notes.Count == 0 ? new ParagraphBlock("All that the profile asks for was checked.") : new ListBlock(report.Notes)]),
        new("Load", Load(report)),
        new("Machine and target", [new TableBlock(RunTables.Facts(report))]),
        new("Command", [new CodeBlock(report.Command)]),
    ];

    private static string Sentence(string text) => text is [.., '.' or '?' or '!'] ? text : text + ".";

    private static string Length(SoakReport report)
        => report.Profile.WarmUpSeconds == 0
            ? $"{Format.Duration(report.Profile.Seconds)} planned"
            : $"{Format.Duration(report.Profile.Seconds)} planned after {Format.Duration(report.Profile.WarmUpSeconds)} of warm-up";

    private static IReadOnlyList<Block> Totals(SoakReport report) => report.Totals.Count == 0
        ? [new ParagraphBlock("Nothing was measured in the judged time.")]
        :
        [
            new ParagraphBlock("The judged time: without warm-up. Latency is that of right answers, counted from the moment at which a "
                + "request was due, so a stall of the target shows in it. Req/s and tokens/s count right answers; goodput is the share of "
                + "due requests that were answered rightly within the stream's objective."),
            new TableBlock(StreamTables.Requests(report.Totals)),
            new TableBlock(StreamTables.Speed(report.Totals)),
        ];

    private static Block[] Target(SoakReport report)
    {
        var target = TargetUsage.Of(report);
        var missing = report.Timeline.Count(window => window.Target is null);
        List<string> points = [];
        if (target.Cores is { } cores)
        {
            points.Add($"It used {Format.Figure(cores)} cores on average in the judged time.");
        }

        if (target.Samples.Select(sample => sample.Restarts).DefaultIfEmpty().Max() is > 0 and var restarts)
        {
            points.Add($"It was restarted {Format.Count(restarts)} times: growth from start to end tells nothing about one process.");
        }

        if (missing > 0)
        {
            points.Add($"It could not be sampled in {Format.Count(missing)} of {Format.Count(report.Timeline.Count)} windows.");
        }

        if (report.Timeline.Count > 0)
        {
            points.Add(
                $"The runner itself used at most {Format.Bytes(report.Timeline.Max(window => window.Runner.WorkingSetBytes))} of memory.");
        }

        var end = report.Timeline is [.., { Kind: WindowKind.Drain, Target: not null }] ? ", after the drain and a pause." : ".";
        Block[] figures = target.Samples.Count == 0
            ? [new ParagraphBlock("It could not be sampled in the judged time.")]
            :
            [
                new ParagraphBlock("Start: the end of the first judged window that has a sample. End: the last sample" + end),
                new TableBlock(RunTables.Target(target)),
            ];
        return points.Count == 0 ? figures : [.. figures, new ListBlock(points)];
    }

    private static IReadOnlyList<Block> Load(SoakReport report) =>
    [
        new TableBlock(RunTables.Load(report.Profile)),
        new ListBlock(
        [
            "Open load sends at its own pace whether or not the target keeps up; closed load sends the next request of a connection after "
            + "the answer to the last one, so it slows down with the target.",
            "Phases: " + string.Join(", ", report.Profile.Phases.Select(phase => $"{phase.Name} ({Format.Duration(phase.Seconds)})")) + ".",
            $"Windows of {Format.Duration(report.Profile.WindowSeconds)}; "
            + $"seed {Format.Number(report.Profile.Seed)}: the same profile sends the same texts.",
        ]),
    ];
}
