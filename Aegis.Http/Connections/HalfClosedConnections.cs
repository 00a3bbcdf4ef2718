using System.IO.Pipelines;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Aegis.Http.Connections;

/// <summary>
/// Lets a client end its sending side after the request, and still get the answer (<c>nc -N</c>). The web server takes the
/// end of the data for a closed connection and cancels the request. This step reports the connection as closed only when
/// the client has closed it, so that the work for such a client ends.
/// </summary>
internal sealed class HalfClosedConnections(TcpPeer peer, TimeProvider clock)
{
    /// <summary>How long the requests of a client on another machine may go on, since such a client may be gone.</summary>
    public static readonly TimeSpan RemoteGrace = TimeSpan.FromSeconds(2);

    /// <summary>Most connections end between two requests: nothing is asked about them.</summary>
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(10);

    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(500);

    public ConnectionDelegate Use(ConnectionDelegate next) => async connection =>
    {
        using var closed = new CancellationTokenSource();
        using var served = new CancellationTokenSource();
        var socket = connection.Features.Get<IConnectionSocketFeature>()?.Socket;
        using var received = connection.ConnectionClosed.Register(() => _ = WatchAsync(socket, closed, served.Token));
        connection.ConnectionClosed = closed.Token;
        connection.Transport = new Transport(new LateEndReader(connection.Transport.Input), connection.Transport.Output);
        try
        {
            await next(connection);
        }
        finally
        {
            await served.CancelAsync();
        }
    };

    private async Task WatchAsync(Socket? socket, CancellationTokenSource closed, CancellationToken served)
    {
        var begin = clock.GetTimestamp();
        try
        {
            for (var wait = FirstWait; ; wait = TimeSpan.FromTicks(Math.Min(2 * wait.Ticks, LongestWait.Ticks)))
            {
                await Task.Delay(wait, clock, served);
                var state = socket is null ? PeerState.Unknown : await peer.StateAsync(socket);
                if (state == PeerState.Gone || (state == PeerState.Unknown && clock.GetElapsedTime(begin) >= RemoteGrace))
                {
                    break;
                }
            }

            await closed.CancelAsync();
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            // The last request is answered.
        }
    }

    private sealed record Transport(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
