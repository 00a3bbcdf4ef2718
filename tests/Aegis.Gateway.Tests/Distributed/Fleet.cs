using System.Net;
using System.Net.Sockets;
using Aegis.Gateway.Tests.Support;

namespace Aegis.Gateway.Tests.Distributed;

/// <summary>Two server processes with the real model and one worker each, and a gateway.</summary>
internal sealed class Fleet : IAsyncDisposable
{
    private const int Size = 2;

    private static readonly Dictionary<string, string?> SameEnvironment = [];

    private readonly int[] _ports = [.. Enumerable.Range(0, Size).Select(_ => FreePort())];
    private readonly ServerProcess[] _servers = new ServerProcess[Size];

    public TestGateway Gateway { get; private set; } = null!;

    public static async Task<Fleet> StartAsync()
    {
        var fleet = new Fleet();
        for (var index = 0; index < Size; index++)
        {
            fleet.Start(index);
        }

        fleet.Gateway = await TestGateway.StartAsync(fleet._ports.Select(port => new Uri($"http://127.0.0.1:{port}")));
        await fleet.Gateway.ReadyAsync(Size);
        return fleet;
    }

    public ServerProcess this[int index] => _servers[index];

    /// <summary>Starts a server again, at its address.</summary>
    public void Start(int index) =>
        _servers[index] = ServerProcess.Start(SameEnvironment, $"--urls=http://127.0.0.1:{_ports[index]}", "--Aegis:Execution:Workers=1");

    /// <summary>Waits until a server has ended, and returns its exit code.</summary>
    public async Task<int> EndedAsync(int index)
    {
        var code = await _servers[index].ExitCodeAsync();
        await _servers[index].DisposeAsync();
        return code;
    }

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
