using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Aegis.Http.Connections;

/// <summary>
/// Closes new connections before the process reaches its limit of open files. At the limit the web server could not
/// accept them, and would try again without a pause.
/// </summary>
/// <param name="limit">The limit of open files.</param>
/// <param name="filesOfRequest">Files that a connection may open for its request.</param>
/// <param name="logger">Gets the warning.</param>
/// <param name="clock">For the time between two warnings.</param>
internal sealed partial class ConnectionLimit(int limit, int filesOfRequest, ILogger<ConnectionLimit> logger, TimeProvider clock)
{
    /// <summary>Shortest time between two warnings.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>Connections that are always accepted, so that health checks have a chance.</summary>
    private const int AlwaysAccepted = 8;

    private readonly int _usable = limit - Math.Clamp(limit / 16, 32, 256);
    private readonly Lock _gate = new();
    private long? _loggedAt;
    private int _connections;
    private int _refused;

    /// <summary>For every address that the service listens on.</summary>
    public ConnectionDelegate Before(ConnectionDelegate next) => async connection =>
    {
        var count = Interlocked.Increment(ref _connections);
        try
        {
            if (count <= AlwaysAccepted || HasRoom(connection, count))
            {
                await next(connection);
            }
            else
            {
                // The web server closes the connection.
                Refused(count - 1);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _connections);
        }
    };

    // The system gives a new socket the lowest free number, so the number counts the open files of all kinds.
    private bool HasRoom(ConnectionContext connection, int count) =>
        connection.Features.Get<IConnectionSocketFeature>()?.Socket.Handle is not { } number
        || number + ((long)count * filesOfRequest) < _usable;

    private void Refused(int open)
    {
        if (IsDue(out var refused))
        {
            LogRefused(logger, refused, open, limit);
        }
    }

    private bool IsDue(out int refused)
    {
        lock (_gate)
        {
            refused = ++_refused;
            if (_loggedAt is { } last && clock.GetElapsedTime(last) < Interval)
            {
                return false;
            }

            _loggedAt = clock.GetTimestamp();
            _refused = 0;
            return true;
        }
    }

    [LoggerMessage(
        4006,
        LogLevel.Warning,
        "New connections are closed at once (number since the last such message: {Refused}), because {Open} connections are open and the "
            + "process may open {Limit} files. ulimit -n, or LimitNOFILE= in the systemd unit, raises the limit")]
    private static partial void LogRefused(ILogger logger, int refused, int open, int limit);
}

internal static class ConnectionServices
{
    /// <summary>Adds what happens to every connection before its requests.</summary>
    /// <param name="services">The container.</param>
    /// <param name="filesOfRequest">Files that a connection may open for its request.</param>
    public static IServiceCollection AddConnectionRules(this IServiceCollection services, int filesOfRequest)
    {
        services.AddOptions<KestrelServerOptions>().Configure<ConnectionLimit, HalfClosedConnections>((kestrel, limited, halfClosed) =>
            kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Use(limited.Before).Use(halfClosed.Use)));
        return services
            .AddSingleton<TcpTable>()
            .AddSingleton<TcpPeer>()
            .AddSingleton<HalfClosedConnections>()
            .AddSingleton(provider => new ConnectionLimit(
                OpenFiles.Limit() ?? int.MaxValue,
                filesOfRequest,
                provider.GetRequiredService<ILogger<ConnectionLimit>>(),
                provider.GetRequiredService<TimeProvider>()));
    }
}
