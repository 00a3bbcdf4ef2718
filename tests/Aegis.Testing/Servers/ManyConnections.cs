using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Aegis.Testing.Processes;

namespace Aegis.Testing.Servers;

/// <summary>More connections to a service than its limit of open files allows.</summary>
internal static class ManyConnections
{
    private const int Connections = 400;

    /// <summary>Starts a program of the product with a limit of 300 open files.</summary>
    public static ServerProcess StartLimited(string assembly, params string[] args) => ServerProcess.Start(new ProcessStartInfo(
        "sh", ["-c", "ulimit -n 300; exec dotnet \"$@\"", "sh", Path.Combine(AppContext.BaseDirectory, assembly), .. args]));

    /// <summary>A service warns and answers its first connection meanwhile, and a new connection after the others are closed.</summary>
    public static async Task CheckAsync(ServerProcess service)
    {
        var address = await service.AddressAsync();
        using var first = new HttpClient { BaseAddress = address };
        await AnswersAsync(first);
        var sockets = new List<Socket>();
        for (var number = 0; number < Connections; number++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            sockets.Add(socket);
            await socket.ConnectAsync(IPAddress.Loopback, address.Port).WaitAsync(Deadline.Wait);
        }

        // Accepted in the order of the connections: the last one was refused, and closed.
        Assert.True(await IsClosedAsync(sockets[^1]).WaitAsync(Deadline.Wait));
        await Deadline.UntilAsync(() => service.Output.Contains("LimitNOFILE=", StringComparison.Ordinal));
        await AnswersAsync(first);
        await sockets[0].SendAsync(Encoding.ASCII.GetBytes("GET /alive HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        Assert.False(await IsClosedAsync(sockets[0]).WaitAsync(Deadline.Wait));
        sockets.ForEach(socket => socket.Dispose());

        await Deadline.UntilAsync(async () =>
        {
            using var other = new HttpClient { BaseAddress = address };
            try
            {
                await AnswersAsync(other);
                return true;
            }
            catch (HttpRequestException)
            {
                // The service has not seen yet that the others are closed.
                return false;
            }
        });
        Assert.Equal(2, service.Output.Split("LimitNOFILE=").Length);
    }

    private static async Task AnswersAsync(HttpClient client)
    {
        using var alive = await client.GetAsync("/alive");
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
    }

    private static async Task<bool> IsClosedAsync(Socket socket)
    {
        try
        {
            return await socket.ReceiveAsync(new byte[1]) == 0;
        }
        catch (SocketException)
        {
            return true;
        }
    }
}
