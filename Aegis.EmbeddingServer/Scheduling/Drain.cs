using Aegis.EmbeddingServer.Model;
using Aegis.ServiceDefaults;

namespace Aegis.EmbeddingServer.Scheduling;

/// <summary>
/// The first part of a shut-down, with the port still open: <c>/health</c> says draining, new requests get 503, and
/// those that were taken on are answered. What still waits for a Run after the grace time gets a 503 as well; a body
/// that has still not arrived is cut off.
/// </summary>
internal sealed class Drain(ServingState state, InFlight inFlight, TimeProvider clock) : LifecycleService
{
    /// <summary>With what follows it this ends before the 10 s after which orchestrators kill.</summary>
    public static readonly TimeSpan GraceTime = TimeSpan.FromSeconds(6);

    public override async Task StoppingAsync(CancellationToken cancellationToken)
    {
        state.Draining();
        try
        {
            await inFlight.EmptyAsync().WaitAsync(GraceTime, clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            state.Current.Engine?.Scheduler.Stop();
        }
    }
}
