using Aegis.SoakRunner.Judge;
using Aegis.SoakRunner.Load;
using Aegis.SoakRunner.Measure;
using Aegis.SoakRunner.Plan;
using Aegis.SoakRunner.Report;

namespace Aegis.SoakRunner;

/// <summary>Plan, load, check, measure, judge, report.</summary>
internal sealed class SoakRun(HttpClient http, TimeProvider clock)
{
    private static readonly TimeSpan ReadyPoll = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Runs a plan and prints what it finds.</summary>
    public async Task<ExitCode> RunAsync(SoakPlan plan, TextWriter output, CancellationToken cancellationToken)
    {
        try
        {
            await output.WriteLineAsync($"target       {http.BaseAddress}");
            if (await WaitUntilReadyAsync(cancellationToken) is { } reason)
            {
                await output.WriteLineAsync($"The target is not ready after {SoakPlan.ReadyTimeout.TotalSeconds:F0} s: {reason}");
                return ExitCode.TargetNotReachable;
            }

            var measured = new Measurement();
            await new ClosedLoad(new EmbeddingsClient(http), measured, clock).RunAsync(plan, cancellationToken);
            var verdict = Verdict.On(measured);
            await output.WriteLineAsync(TextReport.Write(plan, measured, verdict));
            return verdict.Code;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await output.WriteLineAsync("Stopped before the end; no verdict.");
            return ExitCode.Stopped;
        }
    }

    // Null when it is ready, else what it last said.
    private async Task<string?> WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        var begin = clock.GetTimestamp();
        while (true)
        {
            var reason = await ReadinessAsync(cancellationToken);
            if (reason is null || clock.GetElapsedTime(begin) >= SoakPlan.ReadyTimeout)
            {
                return reason;
            }

            await Task.Delay(ReadyPoll, clock, cancellationToken);
        }
    }

    private async Task<string?> ReadinessAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(ProbeTimeout);
            using var response = await http.GetAsync(new Uri("/health", UriKind.Relative), limit.Token);
            return response.IsSuccessStatusCode ? null : await response.Content.ReadAsStringAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return exception.Message;
        }
    }
}
