using System.Text.Json;
using Aegis.SoakRunner.Document;
using Aegis.SoakRunner.Report;
using Aegis.SoakRunner.Tests.Support;

namespace Aegis.SoakRunner.Tests.Report;

public sealed class ReportFolderTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "aegis-report-" + Guid.NewGuid().ToString("N"));

    [Theory]
    [InlineData(null)]
    [InlineData(SampleReport.Hostile)]
    public void WriteAll_ThenRead_GivesTheSameReport(string? text)
    {
        var report = SampleReport.Build(text: text);
        ReportFolder.WriteAll(_folder, report);

        Assert.Equal(
            JsonSerializer.Serialize(report, ReportJson.Default.SoakReport),
            JsonSerializer.Serialize(ReportFolder.Read(_folder), ReportJson.Default.SoakReport));
    }

    [Fact]
    public void WriteAll_Twice_LeavesTheFilesAndNothingElse()
    {
        ReportFolder.WriteAll(_folder, SampleReport.Build());
        ReportFolder.WriteAll(_folder, SampleReport.Build());

        Assert.Equal(
            ["charts", "junit.xml", "report.html", "report.json", "report.md"],
            Directory.GetFileSystemEntries(_folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.All(
            Directory.GetFileSystemEntries(Path.Combine(_folder, "charts")),
            path => Assert.EndsWith(".svg", path, StringComparison.Ordinal));
    }

    [Fact]
    public void WriteAll_WithChartsOfMoreStreamsBefore_LeavesNoChartOfThem()
    {
        var report = SampleReport.Build();
        ReportFolder.WriteAll(_folder, report);
        ReportFolder.WriteAll(
            _folder, report with { Timeline = [], Profile = report.Profile with { Streams = [report.Profile.Streams[0]] } });

        Assert.DoesNotContain(
            Directory.GetFiles(Path.Combine(_folder, "charts")), path => path.EndsWith("bulk.svg", StringComparison.Ordinal));
    }

    [Fact]
    public void Markdown_OfAFolder_RefersToChartsThatAreThere()
    {
        ReportFolder.WriteAll(_folder, SampleReport.Build());
        var charts = System.Text.RegularExpressions.Regex.Matches(
            File.ReadAllText(Path.Combine(_folder, "report.md")), @"\]\((charts/[^)]+)\)");

        Assert.Equal(6, charts.Count);
        Assert.All(charts, chart => Assert.True(File.Exists(Path.Combine(_folder, chart.Groups[1].Value))));
    }

    [Fact]
    public void Read_OfAnEmptyFolder_Throws() => Assert.ThrowsAny<IOException>(() => ReportFolder.Read(_folder));

    [Fact]
    public void Read_OfAnotherFormat_SaysWhich()
    {
        ReportFolder.WriteAll(_folder, SampleReport.Build() with { Format = 2 });

        Assert.Contains("format 2", Assert.Throws<JsonException>(() => ReportFolder.Read(_folder)).Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }
}
