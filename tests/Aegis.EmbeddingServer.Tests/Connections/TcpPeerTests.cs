using System.Net;
using System.Net.Sockets;
using Aegis.Http.Connections;

namespace Aegis.EmbeddingServer.Tests.Connections;

/// <summary>A client that has ended its sending side is told from one that has closed the connection.</summary>
public sealed class TcpPeerTests
{
    private const string Table = """
          sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
          98: 0100007F:A939 0100007F:AE2E 08 00000000:00000001 00:00000000 00000000     0        0 4619290 1 0000 20 4 0 10 -1
         137: 0100007F:AE2E 0100007F:A939 05 00000000:00000000 00:00000000 00000000     0        0 4619289 2 0000 20 0 0 11 -1
         138: 0100007F:AE2F 0100007F:A939 05 00000000:00000000 03:0000176A 00000000     0        0 0 3 0000
         139: 0000000000000000FFFF00000100007F:AE30 0000000000000000FFFF00000100007F:A939 05 0:0 0:0 0     0        0 77 2 0000
        """;

    public static TheoryData<string> Addresses => ["127.0.0.1", "127.0.0.2", "::1", "::ffff:127.0.0.1", "unix"];

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task State_OfAPeerThatSendsNoMore_IsWaiting(string address)
    {
        var (client, server) = await ConnectAsync(address);
        using (client)
        using (server)
        {
            client.Shutdown(SocketShutdown.Send);
            await EndAsync(server);

            Assert.Equal(PeerState.Waiting, await StateAsync(server));
        }
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task State_OfAPeerThatHasClosed_IsGone(string address)
    {
        var (client, server) = await ConnectAsync(address);
        using (server)
        {
            client.Dispose();
            await EndAsync(server);

            await Deadline.UntilAsync(async () => await StateAsync(server) == PeerState.Gone);
        }
    }

    [Fact]
    public async Task State_OfAPeerThatHasReset_IsGone()
    {
        var (client, server) = await ConnectAsync("127.0.0.1");
        using (server)
        {
            client.LingerState = new LingerOption(enable: true, seconds: 0);
            client.Dispose();
            await Assert.ThrowsAsync<SocketException>(() => EndAsync(server));

            Assert.Equal(PeerState.Gone, await StateAsync(server));
        }
    }

    [Theory]
    [InlineData("127.0.0.1", 0xAE2E, true)]
    [InlineData("127.0.0.1", 0xAE2F, false)]
    [InlineData("127.0.0.1", 0xAE30, true)]
    [InlineData("::ffff:127.0.0.1", 0xAE2E, true)]
    [InlineData("127.0.0.1", 0xAE31, null)]
    [InlineData("127.0.0.2", 0xAE2E, null)]
    public void IsOpen_OfASocket_IsWhatTheTableSays(string address, int port, bool? isOpen)
    {
        Assert.SkipUnless(BitConverter.IsLittleEndian, "the table of the test is of such a machine");
        var from = new IPEndPoint(IPAddress.Parse(address), port);

        Assert.Equal(isOpen, TcpTable.IsOpen(Table, from, new IPEndPoint(IPAddress.Loopback, 0xA939)));
    }

    private static async Task<PeerState> StateAsync(Socket socket)
    {
        using var table = new TcpTable();
        return await new TcpPeer(table).StateAsync(socket);
    }

    private static async Task<(Socket Client, Socket Server)> ConnectAsync(string address)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the table of sockets is Linux's");
        using var folder = new TempFolder();
        EndPoint here = address == "unix"
            ? new UnixDomainSocketEndPoint(Path.Combine(folder.Path, "socket"))
            : new IPEndPoint(IPAddress.Parse(address), 0);
        using var listener = Create(here);
        listener.Bind(here);
        listener.Listen();
        var client = Create(here);
        await client.ConnectAsync(listener.LocalEndPoint!);
        return (client, await listener.AcceptAsync());
    }

    private static Socket Create(EndPoint here)
    {
        var socket = new Socket(here.AddressFamily, SocketType.Stream, ProtocolType.Unspecified);
        if (here is IPEndPoint { Address.IsIPv4MappedToIPv6: true })
        {
            socket.DualMode = true;
        }

        return socket;
    }

    private static async Task EndAsync(Socket socket) =>
        Assert.Equal(0, await socket.ReceiveAsync(new byte[1]).WaitAsync(Deadline.Wait));
}
