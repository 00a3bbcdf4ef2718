using System.Text.Json;
using Aegis.SoakRunner.Document;
using Aegis.SoakRunner.Report;
using Aegis.SoakRunner.Run;
using Aegis.SoakRunner.Tests.Support;

namespace Aegis.SoakRunner.Tests;

/// <summary>The command line, from its arguments to its exit code.</summary>
public sealed class SoakCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("aegis-soak-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("run", "--profile", "marathon")]
    [InlineData("run", "--target", "not an address")]
    [InlineData("run", "--target", "ftp://127.0.0.1/")]
    [InlineData("run", "--unknown")]
    [InlineData("report")]
    [InlineData("report", "no-such-folder")]
    [InlineData("compare", "no-such-folder", "nor-this")]
    [InlineData("sprint")]
    [InlineData("serve", "--urls", "http://127.0.0.1:0/path")]
    [InlineData("serve", "--urls", "http://127.0.0.1:eighty")]
    [InlineData("serve", "--urls", "https://127.0.0.1:0")]
    [InlineData("serve", "--urls", "http://locahost:0")]
    [InlineData("serve", "--urls", "http://127.0.0.l:0")]
    [InlineData("serve", "--urls", "http://127.0.0.1:0;http://localhost.:0")]
    [InlineData("serve", "--urls", "http://203.0.113.1:18190")]
    public async Task Run_WrongUsage_SaysSo(params string[] args) =>
        Assert.Equal((int)ExitCode.WrongUsage, await SoakCommand.RunAsync(args));

    [Fact]
    public async Task Run_ProfileOfAUser_RunsAndIsReportedAndCompared()
    {
        await using var target = await FakeTarget.StartAsync();
        var profile = Path.Combine(_folder, "mine.json");
        await File.WriteAllTextAsync(
            profile, JsonSerializer.Serialize(TestRunner.Profile(1, TestRunner.Queries(60)), ReportJson.Default.SoakProfile),
            TestContext.Current.CancellationToken);

        Assert.Equal(
            (int)ExitCode.Pass,
            await SoakCommand.RunAsync(["run", "--profile", profile, "--target", target.Address.ToString(), "--output", _folder]));

        var run = Assert.Single(Directory.GetDirectories(_folder));
        Assert.True(File.Exists(Path.Combine(run, "report.html")));
        Assert.Equal((int)ExitCode.Pass, await SoakCommand.RunAsync(["compare", run, run]));
        File.Delete(Path.Combine(run, "report.json"));
        Assert.Equal((int)ExitCode.Inconclusive, await SoakCommand.RunAsync(["report", run]));
        Assert.Contains("cut off", ReportFolder.Read(run).Verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Profiles_Listed_Ends0() => Assert.Equal((int)ExitCode.Pass, await SoakCommand.RunAsync(["profiles"]));
}
