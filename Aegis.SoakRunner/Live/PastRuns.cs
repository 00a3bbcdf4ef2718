using System.Text.Json;
using Aegis.SoakRunner.Plan;
using Aegis.SoakRunner.Report;

namespace Aegis.SoakRunner.Live;

internal sealed class PastRuns(RunSettings settings)
{
    private const int Max = 200;

    /// <summary>The files that the page may show, with their types.</summary>
    public static IReadOnlyDictionary<string, string> Files { get; } = new Dictionary<string, string>
    {
        ["report.html"] = "text/html; charset=utf-8",
        ["report.md"] = "text/markdown; charset=utf-8",
        ["report.json"] = "application/json",
        ["junit.xml"] = "application/xml",
    };

    /// <summary>The latest first.</summary>
    public IReadOnlyList<RunItem> All() => Directory.Exists(settings.Output)
        ? [.. Directory.EnumerateDirectories(settings.Output)
            .OrderByDescending(Path.GetFileName, StringComparer.Ordinal).Take(Max).Select(Read).OfType<RunItem>()]
        : [];

    /// <summary>Path of a file of a run; null: none.</summary>
    public string? Find(string id, string file)
    {
        // An id is the name of one folder: it must not lead out of the output folder.
        if (id.Length == 0 || id != Path.GetFileName(id) || id.StartsWith('.') || !Files.ContainsKey(file))
        {
            return null;
        }

        var path = Path.Combine(settings.Output, id, file);
        return File.Exists(path) ? Path.GetFullPath(path) : null;
    }

    private static RunItem? Read(string folder)
    {
        try
        {
            var run = JsonSerializer.Deserialize(File.ReadAllText(Path.Combine(folder, RunFolder.RunFile)), ReportJson.Default.SoakReport)
                ?? throw new JsonException("It is null.");
            var hasReport = File.Exists(Path.Combine(folder, "report.json"));
            return new RunItem(
                Path.GetFileName(folder), run.Profile.Name, run.StartedAt, run.Profile.TotalSeconds(),
                hasReport ? run.Verdict.Outcome : null, hasReport ? run.Verdict.Reason : "still running, or cut off");
        }
        catch (Exception exception) when (exception is IOException or JsonException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
