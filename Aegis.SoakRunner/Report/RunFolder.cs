using System.Text.Json;
using Aegis.SoakRunner.Judge;

namespace Aegis.SoakRunner.Report;

/// <summary>
/// The folder of an active run: the document without timeline, written at each window, and the timeline, which gets a line for
/// each window. They are enough for the report of a run that was cut off.
/// </summary>
internal sealed class RunFolder
{
    /// <summary>The run without its timeline.</summary>
    public const string RunFile = "run.json";

    private const string TimelineFile = "timeline.jsonl";

    private RunFolder(string path) => Path = path;

    public string Path { get; }

    public static RunFolder Create(string parent, string id)
    {
        var path = System.IO.Path.GetFullPath(System.IO.Path.Combine(parent, id));
        Directory.CreateDirectory(path);
        File.WriteAllText(System.IO.Path.Combine(path, TimelineFile), string.Empty);
        return new RunFolder(path);
    }

    public async Task AddAsync(TimelineWindow window, SoakReport soFar)
    {
        await File.AppendAllTextAsync(
            System.IO.Path.Combine(Path, TimelineFile), JsonSerializer.Serialize(window, ReportJson.Default.TimelineWindow) + "\n");
        var temporary = System.IO.Path.Combine(Path, RunFile + ".part");
        await File.WriteAllTextAsync(temporary, JsonSerializer.Serialize(soFar with { Timeline = [] }, ReportJson.Default.SoakReport));
        File.Move(temporary, System.IO.Path.Combine(Path, RunFile), overwrite: true);
    }

    /// <summary>Makes the report of a run that was cut off; null: nothing was measured.</summary>
    public static SoakReport? Recover(string path)
    {
        var run = System.IO.Path.Combine(path, RunFile);
        if (!File.Exists(run))
        {
            return null;
        }

        var soFar = JsonSerializer.Deserialize(File.ReadAllText(run), ReportJson.Default.SoakReport)
            ?? throw new JsonException($"{RunFile} is null.");
        // The last line may be cut off. run.json is written after the line, so the timeline may be one window ahead.
        var timeline = File.ReadLines(System.IO.Path.Combine(path, TimelineFile)).Select(Window).OfType<TimelineWindow>().ToList();
        var ended = Wording.Of($"cut off after {timeline.Sum(window => window.Seconds):F0} of {soFar.Profile.TotalSeconds()} s");
        var report = soFar with { Timeline = timeline };
        return report with { Verdict = Judgement.On(report, ended) };
    }

    private static TimelineWindow? Window(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, ReportJson.Default.TimelineWindow);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
