using System.Net;
using System.Net.Sockets;
using Aegis.ServiceDefaults;

namespace Aegis.Http.Connections;

/// <summary>What is known of the other end of a connection after the end of its data has arrived.</summary>
internal enum PeerState
{
    /// <summary>It has closed or reset the connection.</summary>
    Gone,

    /// <summary>It sends nothing more, and waits for the answer.</summary>
    Waiting,

    /// <summary>On another machine: both look the same until something is sent.</summary>
    Unknown,
}

/// <summary>Tells a client that has only ended its sending side from one that has closed the connection.</summary>
internal sealed class TcpPeer(TcpTable table)
{
    // Linux: getsockopt(IPPROTO_TCP, TCP_INFO) begins with the state of the connection (linux/tcp.h, net/tcp_states.h).
    private const int TcpLevel = 6;
    private const int TcpInfo = 11;
    private const byte CloseWait = 8;

    public async Task<PeerState> StateAsync(Socket socket)
    {
        try
        {
            if (socket.AddressFamily == AddressFamily.Unix)
            {
                // Fails if the other end is closed.
                await socket.SendAsync(ReadOnlyMemory<byte>.Empty);
                return PeerState.Waiting;
            }

            if (!OperatingSystem.IsLinux() || socket is not { LocalEndPoint: IPEndPoint own, RemoteEndPoint: IPEndPoint other })
            {
                return PeerState.Unknown;
            }

            return IsReset(socket) ? PeerState.Gone : StateOf(other, own, await table.ReadAsync());
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            return PeerState.Gone;
        }
    }

    private static PeerState StateOf(IPEndPoint other, IPEndPoint own, string sockets) =>
        TcpTable.IsOpen(sockets, from: other, to: own) switch
        {
            true => PeerState.Waiting,
            false => PeerState.Gone,
            // A socket of this machine that the table does not have any more.
            null => Loopback.Includes(other.Address) ? PeerState.Gone : PeerState.Unknown,
        };

    private static bool IsReset(Socket socket)
    {
        Span<byte> info = stackalloc byte[8];
        return socket.GetRawSocketOption(TcpLevel, TcpInfo, info) == 0 || info[0] != CloseWait;
    }
}
