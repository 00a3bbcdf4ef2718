using Aegis.Gateway.Settings;
using Aegis.ServiceDefaults;

namespace Aegis.Gateway.Proxying;

/// <summary>
/// The first part of a shut-down, with the port still open: new requests get 503, <c>/health</c> too, and requests in
/// flight are answered. A body that has not arrived after the grace time gets 503 as well.
/// </summary>
internal sealed class GatewayDrain(InFlight inFlight, ReplicaOptions options, TimeProvider clock) : LifecycleService, IDisposable
{
    /// <summary>How long bodies may still arrive.</summary>
    public static readonly TimeSpan BodyGraceTime = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _bodies = new();
    private volatile bool _isOn;

    /// <summary>The answer to new requests. A gateway restarts within seconds, or another one is running.</summary>
    public static Failure Refusal { get; } =
        new(FailureKind.Unavailable, "The gateway is shutting down; try again later") { RetryAfter = TimeSpan.FromSeconds(5) };

    public bool IsOn => _isOn;

    public CancellationToken BodiesEnd => _bodies.Token;

    public override async Task StoppingAsync(CancellationToken cancellationToken)
    {
        _isOn = true;
        var grace = TimeSpan.FromTicks(Math.Min(BodyGraceTime.Ticks, options.RequestTimeLimit.Ticks));
        var isEmpty = await IsEmptyWithinAsync(grace, cancellationToken);
        await _bodies.CancelAsync();
        if (!isEmpty)
        {
            // Requests that are still in flight after this time end with their connections.
            await IsEmptyWithinAsync(options.RequestTimeLimit - grace, cancellationToken);
        }
    }

    public void Dispose() => _bodies.Dispose();

    private async Task<bool> IsEmptyWithinAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        try
        {
            await inFlight.EmptyAsync().WaitAsync(time, clock, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
