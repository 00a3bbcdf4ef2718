using Aegis.ServiceDefaults;

namespace Aegis.EmbeddingServer.Serving;

/// <summary>
/// The first part of a shut-down, with the port still open. <c>/health</c> says draining, new requests get 503, and
/// accepted requests are answered. A request that still waits in the queue after the grace time gets a 503 too. A body
/// that has not arrived by then is cut off.
/// </summary>
internal sealed class Drain(ServingState state, InFlight inFlight, TimeProvider clock) : LifecycleService
{
    /// <summary>Together with the stop of the web server this is less than the 10 s after which orchestrators kill.</summary>
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
            state.Current.Engine?.Stop();
        }
    }
}
