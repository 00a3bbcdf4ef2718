using System.Text.Json;

namespace Aegis.SoakRunner.Report;

/// <summary>The files of a run's report. Each is written beside its place and moved there, so a reader never meets half of one.</summary>
internal static class ReportFolder
{
    public const string JsonFile = "report.json";
    public const string MarkdownFile = "report.md";
    public const string HtmlFile = "report.html";
    public const string JUnitFile = "junit.xml";

    /// <summary>Writes every form of a report; the JSON first, since all others can be made from it again.</summary>
    public static void WriteAll(string folder, SoakReport report)
    {
        var charts = Path.Combine(folder, MarkdownReport.ChartFolder);
        Directory.CreateDirectory(charts);
        WriteFile(folder, JsonFile, JsonSerializer.Serialize(report, ReportJson.Indented.SoakReport) + "\n");
        foreach (var chart in ReportCharts.Build(report))
        {
            WriteFile(charts, chart.Name + ".svg", SvgChart.File(chart));
        }

        WriteFile(folder, MarkdownFile, MarkdownReport.Write(report));
        WriteFile(folder, HtmlFile, HtmlReport.Write(report));
        WriteFile(folder, JUnitFile, JUnitReport.Write(report));
    }

    /// <summary>Reads a report back.</summary>
    /// <exception cref="IOException">There is none, or it cannot be read.</exception>
    /// <exception cref="JsonException">It is no report of this format.</exception>
    public static SoakReport Read(string folder)
    {
        using var file = File.OpenRead(Path.Combine(folder, JsonFile));
        return JsonSerializer.Deserialize(file, ReportJson.Default.SoakReport) ?? throw new JsonException("The report is null.");
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
