using Aegis.ServiceDefaults.Http;

namespace Aegis.Gateway.Proxying;

/// <summary>
/// The first part of a shut-down, with the port still open: new requests get 503, <c>/health</c> among them, and those
/// that servers have are answered.
/// </summary>
internal sealed class Drain(InFlight inFlight, ReplicaOptions options, TimeProvider clock) : IHostedLifecycleService
{
    private volatile bool _isOn;

    /// <summary>True from when on nothing new is taken.</summary>
    public bool IsOn => _isOn;

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        _isOn = true;
        try
        {
            await inFlight.EmptyAsync().WaitAsync(options.RequestTimeLimit, clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            // What a server has not answered by then is cut off with the connections.
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
