using System.Net.Sockets;
using Aegis.EmbeddingServer.Configuration;
using Aegis.EmbeddingServer.Serving;
using Aegis.ServiceDefaults;
using Microsoft.Extensions.Hosting.Systemd;

namespace Aegis.EmbeddingServer.Supervision;

/// <summary>
/// Tells systemd how the server stands, as <c>/health</c> does. The framework's own lifetime calls a service ready once
/// its port is open; this one is ready when its model serves.
/// </summary>
internal sealed class SupervisorNotice(
    AegisOptions options,
    ServingState state,
    ISystemdNotifier notifier,
    ILogger<SupervisorNotice> logger) : LifecycleService
{
    private readonly Lock _order = new();
    private bool _isStarted;
    private bool _isReady;
    private bool _isStopping;
    private bool _isDeaf;
    private string? _lastStatus;

    public override Task StartingAsync(CancellationToken cancellationToken)
    {
        state.Changed += Tell;
        Tell();
        return Task.CompletedTask;
    }

    public override Task StartedAsync(CancellationToken cancellationToken)
    {
        lock (_order)
        {
            _isStarted = true;
        }

        Tell();
        return Task.CompletedTask;
    }

    public override Task StoppedAsync(CancellationToken cancellationToken)
    {
        state.Changed -= Tell;
        return Task.CompletedTask;
    }

    private void Tell()
    {
        lock (_order)
        {
            var now = state.Current;
            TellStatus(now);
            // Switched off is what was asked for, and never becomes ok.
            if (_isStarted && !_isReady && (now.Status == ServingStatus.Ok || (!options.Enabled && now.Status == ServingStatus.Error)))
            {
                _isReady = true;
                Send(ServiceState.Ready);
            }

            if (now.Status == ServingStatus.Draining && !_isStopping)
            {
                _isStopping = true;
                Send(ServiceState.Stopping);
            }
        }
    }

    private void TellStatus(ServingSnapshot now)
    {
        // A notification is lines of NAME=value.
        var reason = now.Reason?.ReplaceLineEndings(" ");
        var status = now.Status == ServingStatus.Ok
            ? "serving " + now.Engine!.Model.Identity.ModelId
            : $"{now.StatusName}: {reason}";
        if (status != _lastStatus)
        {
            _lastStatus = status;
            Send(new ServiceState("STATUS=" + status));
        }
    }

    private void Send(ServiceState notification)
    {
        try
        {
            notifier.Notify(notification);
        }
        catch (SocketException exception)
        {
            // Whoever listened is gone: the server serves without.
            if (!_isDeaf)
            {
                _isDeaf = true;
                SupervisionLog.NotTold(logger, exception.Message);
            }
        }
    }
}
