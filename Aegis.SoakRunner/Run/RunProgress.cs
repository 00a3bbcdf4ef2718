using Aegis.SoakRunner.Live;
using Aegis.SoakRunner.Report;

namespace Aegis.SoakRunner.Run;

/// <summary>Shows a run to its watchers and to telemetry, and keeps its windows on disk.</summary>
internal sealed class RunProgress(LiveFeed feed, SoakTelemetry telemetry, RunFolder folder)
{
    private int _saved;

    public void Ticked(LiveTick tick, RunStatus status, string phase)
    {
        feed.Tell(tick);
        feed.Tell(feed.State with { Status = status, Phase = phase, ElapsedSeconds = Math.Round(tick.Seconds, 1) });
    }

    /// <summary>A window ended. The end of a run closes two at once if the last window and the drain fall together.</summary>
    public async Task JudgedAsync(SoakReport report)
    {
        feed.Tell(report.Verdict.Gates);
        for (; _saved < report.Timeline.Count; _saved++)
        {
            telemetry.WindowEnded(report.Timeline[_saved]);
            await folder.AddAsync(report.Timeline[_saved], report);
        }
    }

    /// <returns>The folder of the run.</returns>
    public async Task<string> EndedAsync(SoakReport report)
    {
        await JudgedAsync(report);
        ReportFolder.WriteAll(folder.Path, report);
        telemetry.RunEnded(report);
        return folder.Path;
    }
}
