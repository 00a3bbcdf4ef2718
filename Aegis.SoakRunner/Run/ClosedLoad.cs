using Aegis.SoakRunner.Measure;
using Aegis.SoakRunner.Plan;

namespace Aegis.SoakRunner.Run;

/// <summary>
/// Closed load: a fixed number of connections. Each sends its next request after the last answer. It measures throughput; its
/// latencies mean little, because a slow target gets fewer requests.
/// </summary>
internal sealed class ClosedLoad(SoakProfile profile, LoadStream stream, RunClock clock)
{
    /// <summary>Pause after a failed connection or a refusal: sending at full speed would measure nothing.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public Task RunAsync(CancellationToken stop, CancellationToken abort) =>
        Task.WhenAll(Enumerable.Range(0, stream.Plan.Connections!.Value).Select(_ => ConnectionAsync(stop, abort)));

    private async Task ConnectionAsync(CancellationToken stop, CancellationToken abort)
    {
        foreach (var phase in RunPhases.Of(profile, stream.Plan))
        {
            await clock.UntilAsync(TimeSpan.FromSeconds(phase.FromSeconds), stop);
            while (!stop.IsCancellationRequested && clock.Elapsed.TotalSeconds < phase.ToSeconds)
            {
                if (await stream.SendAsync(due: null, abort) is OutcomeKind.ConnectionFailed or OutcomeKind.Refused)
                {
                    await clock.UntilAsync(clock.Elapsed + Pause, stop);
                }
            }
        }
    }
}
