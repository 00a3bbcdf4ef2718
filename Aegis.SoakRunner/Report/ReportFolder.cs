using System.Text.Json;

namespace Aegis.SoakRunner.Report;

internal static class ReportFolder
{
    public static void WriteAll(string folder, SoakReport report) => File.WriteAllText(Path.Combine(folder, "report.json"), JsonSerializer.Serialize(report, ReportJson.Indented.SoakReport));

    public static SoakReport Read(string folder) => JsonSerializer.Deserialize(File.ReadAllText(Path.Combine(folder, "report.json")), ReportJson.Default.SoakReport)!;
}
