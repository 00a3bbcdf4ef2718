using Spectre.Console;

namespace Aegis.SoakRunner.Terminal;

internal static class TerminalReport
{
    public static void Write(IAnsiConsole console, SoakReport report, string folder)
    {
        console.WriteLine();
        foreach (var stream in report.Totals)
        {
            console.WriteLine(Line(stream));
        }

        var memory = report.Timeline.Max(window => window.Runner.WorkingSetBytes);
        console.WriteLine(Wording.Of($"runner       {Cores(report):0.00} cores, {Wording.Bytes(memory)} at most"));
        console.WriteLine();
        foreach (var gate in report.Verdict.Gates)
        {
            var (mark, colour) = Mark(gate.Outcome);
            var name = gate.Stream is null ? gate.Gate : $"{gate.Gate} of {gate.Stream}";
            console.Write(mark, colour);
            var why = gate.Outcome != VerdictOutcome.Pass && gate.Explanation is { } explanation ? ": " + explanation : string.Empty;
            console.WriteLine($"{name}: {gate.Measured} ({gate.Limit}){why}");
        }

        console.WriteLine();
        foreach (var note in report.Notes)
        {
            console.WriteLine("note         " + note);
        }

        console.WriteLine("report       " + Path.Combine(folder, "report.html"));
        console.Write("verdict      ");
        console.Write(report.Verdict.Outcome.Word(), Mark(report.Verdict.Outcome).Colour);
        console.WriteLine(": " + report.Verdict.Reason);
    }

    private static double Cores(SoakReport report)
    {
        var (first, last) = (report.Timeline[0], report.Timeline[^1]);
        return (last.Runner.CpuSeconds - first.Runner.CpuSeconds) / Math.Max(1, last.EndSeconds() - first.Seconds);
    }

    private static string Line(StreamFigures stream)
    {
        var outcomes = stream.Outcomes;
        var seconds = Math.Max(stream.Seconds, 1e-3);
        var latency = stream.Latency;
        return Wording.Of($"{stream.Stream,-12} {outcomes.Total} requests ({outcomes.Ok / seconds:F1} ok/s, {outcomes.Refused} refused, ")
            + Wording.Of($"{outcomes.Failed()} failed), {stream.Tokens / seconds:F0} tokens/s, ")
            + Wording.Of($"p50 {latency.P50:F1} p95 {latency.P95:F1} p99 {latency.P99:F1} max {latency.Max:F1} ms");
    }

    private static (string Mark, Color Colour) Mark(VerdictOutcome outcome) => outcome switch
    {
        VerdictOutcome.Pass => ("pass         ", Color.Green),
        VerdictOutcome.Fail => ("FAIL         ", Color.Red),
        VerdictOutcome.Inconclusive => ("inconclusive ", Color.Yellow),
        _ => ("stopped      ", Color.Grey),
    };
}
