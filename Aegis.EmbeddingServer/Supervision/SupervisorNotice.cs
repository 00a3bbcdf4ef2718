using System.Net.Sockets;
using Aegis.EmbeddingServer.Configuration;
using Aegis.EmbeddingServer.Serving;
using Aegis.ServiceDefaults;
using Microsoft.Extensions.Hosting.Systemd;

namespace Aegis.EmbeddingServer.Supervision;

/// <summary>
/// Reports the status of <c>/health</c> to systemd. The framework's own lifetime reports a service as ready when its port is open;
/// this class reports it when the model serves.
/// </summary>
internal sealed partial class SupervisorNotice(
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
            // With embeddings switched off the status never becomes ok; the server is ready all the same.
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
            // The service manager has closed the socket: the server serves without it.
            if (!_isDeaf)
            {
                _isDeaf = true;
                NotTold(logger, exception.Message);
            }
        }
    }

    [LoggerMessage(7000, LogLevel.Warning, "The state of the server cannot be reported to the service manager (NOTIFY_SOCKET): {Reason}")]
    private static partial void NotTold(ILogger logger, string reason);
}
