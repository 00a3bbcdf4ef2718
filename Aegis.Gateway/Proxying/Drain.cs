
namespace Aegis.Gateway.Proxying;

/// <summary>
/// The first part of a shut-down, with the port still open: new requests get 503, <c>/health</c> among them, and those
/// that servers have are answered. A body that has still not arrived after the grace time is not waited for.
/// </summary>
internal sealed class Drain(InFlight inFlight, ReplicaOptions options, TimeProvider clock) : IHostedLifecycleService, IDisposable
{
    /// <summary>How long bodies that are on their way may still arrive.</summary>
    public static readonly TimeSpan BodyGraceTime = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _bodies = new();
    private volatile bool _isOn;

    /// <summary>What a request is told that is not taken any more. A gateway is back within seconds, or another one is there already.</summary>
    public static Failure Refusal { get; } =
        new(FailureKind.Unavailable, "The gateway is shutting down; try again later") { RetryAfter = TimeSpan.FromSeconds(5) };

    /// <summary>True from when on nothing new is taken.</summary>
    public bool IsOn => _isOn;

    /// <summary>Cancelled when bodies are not waited for any more.</summary>
    public CancellationToken BodiesEnd => _bodies.Token;

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        _isOn = true;
        var grace = TimeSpan.FromTicks(Math.Min(BodyGraceTime.Ticks, options.RequestTimeLimit.Ticks));
        var isEmpty = await IsEmptyWithinAsync(grace, cancellationToken);
        await _bodies.CancelAsync();
        if (!isEmpty)
        {
            // What a server has not answered by then is cut off with the connections.
            await IsEmptyWithinAsync(options.RequestTimeLimit - grace, cancellationToken);
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

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
