using Aegis.SoakRunner.Document;
using Aegis.SoakRunner.Measure;
using Aegis.SoakRunner.Plan;

namespace Aegis.SoakRunner.Run;

/// <summary>
/// Closed load: a fixed number of connections, each of which sends its next request when the answer to the last one is
/// there. It measures capacity; its latencies say little, since a slow target is asked less often.
/// </summary>
internal sealed class ClosedLoad(SoakProfile profile, LoadStream stream, RunClock clock)
{
    /// <summary>Where nobody answers or all is refused, asking as fast as a processor can tells nothing more.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Sends until the stream is at its end, and waits for the last answers.</summary>
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
