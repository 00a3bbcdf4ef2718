using System.Text.Json;
using Aegis.SoakRunner.Document;
using Aegis.SoakRunner.Live;
using Aegis.SoakRunner.Plan;
using Aegis.SoakRunner.Report;
using Aegis.SoakRunner.Tests.Support;

namespace Aegis.SoakRunner.Tests.Live;

public sealed class PastRunsTests : IDisposable
{
    private readonly string _parent = Directory.CreateTempSubdirectory("aegis-past-").FullName;
    private readonly string _output;
    private readonly PastRuns _runs;

    public PastRunsTests()
    {
        _output = Directory.CreateDirectory(Path.Combine(_parent, "runs")).FullName;
        _runs = new PastRuns(new RunSettings(new Uri("http://127.0.0.1:5080/"), _output, null, MayStopTarget: false));
        // What must not be reached stands everywhere.
        foreach (var folder in new[] { _parent, _output, Path.Combine(_output, "one", "inner"), Path.Combine(_output, ".hidden") })
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, "report.html"), "not to be read");
        }

        Write("one", isWhole: true);
        File.WriteAllText(Path.Combine(_output, "one", "run.secret"), "not to be read");
    }

    public void Dispose() => Directory.Delete(_parent, recursive: true);

    [Theory]
    [InlineData("report.html")]
    [InlineData("report.md")]
    [InlineData("report.json")]
    [InlineData("junit.xml")]
    public void Find_FileOfARun_IsThere(string file) => Assert.Equal(Path.Combine(_output, "one", file), _runs.Find("one", file));

    [Theory]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("")]
    [InlineData("../runs/one")]
    [InlineData("one/..")]
    [InlineData("one/inner")]
    [InlineData("one/")]
    [InlineData("/")]
    [InlineData("/etc")]
    [InlineData(".hidden")]
    [InlineData("nowhere")]
    [InlineData("one\0")]
    [InlineData("..\\runs")]
    public void Find_OutsideOfARun_IsNull(string id)
    {
        Assert.Null(_runs.Find(id, "report.html"));
        Assert.Null(_runs.Find(Path.Combine(_output, id.Trim('/')), "report.html"));
    }

    [Theory]
    [InlineData("run.json")]
    [InlineData("run.secret")]
    [InlineData("../report.html")]
    [InlineData("inner/report.html")]
    [InlineData("REPORT.HTML")]
    [InlineData("")]
    public void Find_AnotherFile_IsNull(string file) => Assert.Null(_runs.Find("one", file));

    [Fact]
    public void All_Runs_AreTheLatestFirst()
    {
        Write("2026-01-02T00-00-00-smoke", isWhole: true);
        Write("2026-01-03T00-00-00-smoke", isWhole: false);

        Assert.Equal(["one", "2026-01-03T00-00-00-smoke", "2026-01-02T00-00-00-smoke"], _runs.All().Select(run => run.Id));
    }

    [Fact]
    public void All_RunWithoutReport_HasNoVerdict()
    {
        Write("two", isWhole: false);

        Assert.Equal(
            [("two", null, "still running, or cut off"), ("one", VerdictOutcome.Fail, "p95 of bulk is above its limit")],
            _runs.All().Select(run => (run.Id, run.Outcome, run.Reason)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    public void All_BrokenRun_IsLeftOut(string run)
    {
        Write("two", isWhole: true);
        File.WriteAllText(Path.Combine(_output, "two", RunFolder.RunFile), run);

        Assert.Equal(["one"], _runs.All().Select(item => item.Id));
    }

    [Fact]
    public void All_NoFolder_IsEmpty() =>
        Assert.Empty(
            new PastRuns(new RunSettings(new Uri("http://h/"), Path.Combine(_parent, "nowhere"), null, MayStopTarget: false)).All());

    [Fact]
    public void All_VeryManyRuns_AreCapped()
    {
        foreach (var number in Enumerable.Range(0, 250))
        {
            Write($"r{number:000}", isWhole: false);
        }

        Assert.Equal(200, _runs.All().Count);
        Assert.Equal("r249", _runs.All()[0].Id);
    }

    private void Write(string id, bool isWhole)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_output, id)).FullName;
        var report = SampleReport.Build(windows: 4);
        File.WriteAllText(Path.Combine(folder, RunFolder.RunFile), JsonSerializer.Serialize(report, ReportJson.Default.SoakReport));
        foreach (var file in isWhole ? PastRuns.Files.Keys : [])
        {
            File.WriteAllText(Path.Combine(folder, file), "{}");
        }
    }
}
