using System.Text.Json;
using Aegis.SoakRunner.Document;
using Aegis.SoakRunner.Report;
using Aegis.SoakRunner.Tests.Support;

namespace Aegis.SoakRunner.Tests.Report;

public sealed class RunFolderTests : IDisposable
{
    private readonly string _parent = Directory.CreateTempSubdirectory("aegis-run-").FullName;

    private string Path => System.IO.Path.Combine(_parent, "run");

    private string Timeline => System.IO.Path.Combine(Path, "timeline.jsonl");

    private string Run => System.IO.Path.Combine(Path, RunFolder.RunFile);

    public void Dispose() => Directory.Delete(_parent, recursive: true);

    [Fact]
    public async Task Recover_CutOffRun_IsInconclusiveAndSaysWhen()
    {
        await WriteAsync(20);

        var report = RunFolder.Recover(Path)!;

        Assert.Equal(20, report.Timeline.Count);
        Assert.Equal(VerdictOutcome.Inconclusive, report.Verdict.Outcome);
        Assert.Contains(
            "cut off after 200 of 430 s", report.Verdict.Gates.Single(gate => gate.Gate == "run to its end").Measured,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Recover_CutOffRun_KeepsWhatWasWritten()
    {
        var written = await WriteAsync(20);

        var report = RunFolder.Recover(Path)!;

        Assert.Equal(Json(written with { Timeline = [], Verdict = report.Verdict }), Json(report with { Timeline = [] }));
        Assert.Equal(written.Timeline.Take(20).Select(Json), report.Timeline.Select(Json));
    }

    [Fact]
    public async Task Recover_LastLineTorn_LeavesItOut()
    {
        await WriteAsync(20);
        var lines = await File.ReadAllTextAsync(Timeline);
        await File.WriteAllTextAsync(Timeline, lines[..^25]);

        var report = RunFolder.Recover(Path)!;

        Assert.Equal(19, report.Timeline.Count);
        Assert.Equal(VerdictOutcome.Inconclusive, report.Verdict.Outcome);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("{\"number\":")]
    public async Task Recover_NoWholeLine_HasNoWindow(string lines)
    {
        await WriteAsync(3);
        await File.WriteAllTextAsync(Timeline, lines);

        var report = RunFolder.Recover(Path)!;

        Assert.Empty(report.Timeline);
        Assert.Equal(VerdictOutcome.Inconclusive, report.Verdict.Outcome);
    }

    // What is found in the part that there is stays found.
    [Fact]
    public async Task Recover_CutOffRunWithWrongAnswers_Fails()
    {
        await WriteAsync(20, figures => figures with { Outcomes = figures.Outcomes with { WrongAnswer = 1 } });

        Assert.StartsWith("wrong answers", RunFolder.Recover(Path)!.Verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Recover_ThenReport_WritesEveryForm()
    {
        await WriteAsync(20);

        ReportFolder.WriteAll(Path, RunFolder.Recover(Path)!);

        Assert.Equal(VerdictOutcome.Inconclusive, ReportFolder.Read(Path).Verdict.Outcome);
        Assert.True(File.Exists(System.IO.Path.Combine(Path, "report.html")));
    }

    [Fact]
    public void Recover_NewFolder_IsNull()
    {
        RunFolder.Create(_parent, "run");

        Assert.Null(RunFolder.Recover(Path));
        Assert.Null(RunFolder.Recover(System.IO.Path.Combine(_parent, "nowhere")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("null")]
    public async Task Recover_BrokenRunFile_ThrowsJsonException(string run)
    {
        await WriteAsync(3);
        await File.WriteAllTextAsync(Run, run);

        Assert.ThrowsAny<JsonException>(() => RunFolder.Recover(Path));
    }

    [Fact]
    public async Task Add_EachWindow_OnlyAddsALine()
    {
        var report = SampleReport.Build();
        var folder = RunFolder.Create(_parent, "run");
        await folder.AddAsync(report.Timeline[0], report);
        var first = await File.ReadAllTextAsync(Timeline);
        await folder.AddAsync(report.Timeline[1], report);
        var both = await File.ReadAllTextAsync(Timeline);

        Assert.StartsWith(first, both, StringComparison.Ordinal);
        Assert.Equal(2, both.Count(character => character == '\n'));
        Assert.Equal(
            ["run.json", "timeline.jsonl"], Directory.GetFiles(Path).Select(System.IO.Path.GetFileName).Order(StringComparer.Ordinal));
    }

    // Endurance must not make a file that grows with the square of its length.
    [Fact]
    public async Task Add_ManyWindows_LeavesRunFileAsSmallAsItWas()
    {
        await WriteAsync(1);
        var first = new FileInfo(Run).Length;
        await WriteAsync(44);

        Assert.Equal(first, new FileInfo(Run).Length);
    }

    private async Task<SoakReport> WriteAsync(int windows, Func<StreamFigures, StreamFigures>? change = null)
    {
        var sample = SampleReport.Build();
        // All streams are in every window, as the runner writes it.
        var report = sample with
        {
            Timeline =
            [
                .. sample.Timeline.Select(window => window with { Streams = [.. sample.Totals.Select(change ?? (figures => figures))] }),
            ],
            Totals =
            [
                .. sample.Totals.Select(
                    figures => figures with { Outcomes = figures.Outcomes with { Ok = 100_000, Refused = 0, TimedOut = 0 } }),
            ],
            Faults = [],
        };
        var folder = RunFolder.Create(_parent, "run");
        foreach (var window in report.Timeline.Take(windows))
        {
            await folder.AddAsync(window, report);
        }

        return report;
    }

    private static string Json(SoakReport report) => JsonSerializer.Serialize(report, ReportJson.Default.SoakReport);

    private static string Json(TimelineWindow window) => JsonSerializer.Serialize(window, ReportJson.Default.TimelineWindow);
}
