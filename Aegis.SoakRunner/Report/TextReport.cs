using System.Globalization;
using Aegis.SoakRunner.Judge;
using Aegis.SoakRunner.Measure;
using Aegis.SoakRunner.Plan;

namespace Aegis.SoakRunner.Report;

/// <summary>A run in a few lines for a terminal.</summary>
internal static class TextReport
{
    public static string Write(SoakPlan plan, Measurement measured, Verdict verdict)
    {
        var seconds = Math.Max(measured.Elapsed.TotalSeconds, 1e-9);
        return string.Join(
            Environment.NewLine,
            Line($"load         closed, {plan.Connections} connections, {seconds:F1} s"),
            Line($"requests     {measured.Total} ({measured.Total / seconds:F1}/s): {Outcomes(measured)}"),
            Line($"embedded     {measured.Inputs} texts, {measured.Tokens} tokens ({measured.Tokens / seconds:F0} tokens/s)"),
            Line($"latency      p50 {measured.LatencyAt(50):F1} ms, p95 {measured.LatencyAt(95):F1} ms, p99 {measured.LatencyAt(99):F1} ms, max {measured.LatencyAt(100):F1} ms"),
            Line($"verdict      {verdict.Code.ToString().ToUpperInvariant()}: {verdict.Reason}"));
    }

    private static string Outcomes(Measurement measured) =>
        string.Join(", ", Enum.GetValues<OutcomeKind>()
            .Where(kind => kind == OutcomeKind.Ok || measured[kind] > 0)
            .Select(kind => Line($"{measured[kind]} {Name(kind)}")));

    private static string Name(OutcomeKind kind) => kind switch
    {
        OutcomeKind.Ok => "ok",
        OutcomeKind.Refused => "refused",
        OutcomeKind.TimedOut => "timed out",
        OutcomeKind.ConnectionFailed => "connection failed",
        OutcomeKind.ServerError => "server error",
        _ => "wrong answer",
    };

    private static string Line(FormattableString line) => line.ToString(CultureInfo.InvariantCulture);
}
