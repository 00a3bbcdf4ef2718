using System.Text.Json;
using Aegis.SoakRunner.Report.Charts;

namespace Aegis.SoakRunner.Report;

/// <summary>The files of a report. Each is written beside its place and then moved, so no reader sees a half file.</summary>
internal static class ReportFolder
{
    public const int Format = 1;

    public const string JsonFile = "report.json";
    public const string MarkdownFile = "report.md";
    public const string HtmlFile = "report.html";
    public const string JUnitFile = "junit.xml";

    /// <summary>Writes every form. The JSON is first: it can make all others.</summary>
    public static void WriteAll(string folder, SoakReport report)
    {
        var charts = Path.Combine(folder, MarkdownReport.ChartFolder);
        Directory.CreateDirectory(charts);
        WriteFile(folder, JsonFile, JsonSerializer.Serialize(report, ReportJson.Indented.SoakReport) + "\n");
        HashSet<string> names = [];
        foreach (var chart in ReportCharts.Build(report))
        {
            names.Add(chart.Name + ".svg");
            WriteFile(charts, chart.Name + ".svg", SvgChart.File(chart));
        }

        // A folder may be written twice. Charts of streams that are no longer in the report must go.
        foreach (var stale in Directory.EnumerateFiles(charts, "*.svg").Where(path => !names.Contains(Path.GetFileName(path))).ToArray())
        {
            File.Delete(stale);
        }

        WriteFile(folder, MarkdownFile, MarkdownReport.Write(report));
        WriteFile(folder, HtmlFile, HtmlReport.Write(report));
        WriteFile(folder, JUnitFile, JUnitReport.Write(report));
    }

    public static SoakReport Read(string folder)
    {
        using var file = File.OpenRead(Path.Combine(folder, JsonFile));
        return JsonSerializer.Deserialize(file, ReportJson.Default.SoakReport) switch
        {
            null => throw new JsonException("The report is null."),
            { Format: not Format } other => throw new JsonException(
                Wording.Of($"The report has format {other.Format}; this runner reads format {Format}.")),
            { } report => report,
        };
    }

    private static void WriteFile(string folder, string name, string text)
    {
        var path = Path.Combine(folder, name);
        var unfinished = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            File.WriteAllText(unfinished, text);
            File.Move(unfinished, path, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }
}
