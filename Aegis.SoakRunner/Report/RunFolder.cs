using System.Text.Json;
using Aegis.SoakRunner.Document;
using Aegis.SoakRunner.Judge;
using Aegis.SoakRunner.Text;

namespace Aegis.SoakRunner.Report;

/// <summary>
/// The folder of a run while it goes on: what it is, written anew at each window, and the timeline, to which lines are
/// only added. A run that is cut off can be reported from them.
/// </summary>
internal sealed class RunFolder
{
    /// <summary>What a run is, without its timeline.</summary>
    public const string RunFile = "run.json";

    private const string TimelineFile = "timeline.jsonl";

    private RunFolder(string path) => Path = path;

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>Makes the folder of a new run.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    public static RunFolder Create(string parent, string id)
    {
        var path = System.IO.Path.GetFullPath(System.IO.Path.Combine(parent, id));
        Directory.CreateDirectory(path);
        File.WriteAllText(System.IO.Path.Combine(path, TimelineFile), string.Empty);
        return new RunFolder(path);
    }

    /// <summary>Adds a window, and writes what is known so far.</summary>
    public async Task AddAsync(TimelineWindow window, SoakReport soFar)
    {
        await File.AppendAllTextAsync(System.IO.Path.Combine(Path, TimelineFile), JsonSerializer.Serialize(window, ReportJson.Default.TimelineWindow) + "\n");
        var temporary = System.IO.Path.Combine(Path, RunFile + ".part");
        await File.WriteAllTextAsync(temporary, JsonSerializer.Serialize(soFar with { Timeline = [] }, ReportJson.Default.SoakReport));
        File.Move(temporary, System.IO.Path.Combine(Path, RunFile), overwrite: true);
    }

    /// <summary>Puts the report of a run together that was cut off; null when there is nothing to report.</summary>
    /// <exception cref="JsonException">A file is broken.</exception>
    public static SoakReport? Recover(string path)
    {
        var run = System.IO.Path.Combine(path, RunFile);
        if (!File.Exists(run))
        {
            return null;
        }

        var soFar = JsonSerializer.Deserialize(File.ReadAllText(run), ReportJson.Default.SoakReport) ?? throw new JsonException($"{RunFile} is null.");
        // The last line may have been cut off with the run; run.json is written after it, so a whole one may be ahead by one.
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
