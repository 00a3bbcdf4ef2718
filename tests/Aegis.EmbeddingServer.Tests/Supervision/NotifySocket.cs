using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;

namespace Aegis.EmbeddingServer.Tests.Supervision;

/// <summary>What systemd has at its end: a datagram socket that services send their state to.</summary>
internal sealed class NotifySocket : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private readonly Channel<string> _received = Channel.CreateUnbounded<string>();
    private readonly Task _reading;

    public NotifySocket()
    {
        _socket.Bind(new UnixDomainSocketEndPoint(Path));
        _reading = ReadAsync();
    }

    public string Path => _folder.File("notify");

    /// <summary>Everything up to the first notification that begins so, and that one.</summary>
    public async Task<List<string>> UntilAsync(string beginning)
    {
        using var deadline = new CancellationTokenSource(Deadline.Wait, TimeProvider.System);
        List<string> all = [];
        while (all.Count == 0 || !all[^1].StartsWith(beginning, StringComparison.Ordinal))
        {
            all.Add(await _received.Reader.ReadAsync(deadline.Token));
        }

        return all;
    }

    /// <summary>Notifications that have arrived and were not read.</summary>
    public List<string> Rest()
    {
        List<string> rest = [];
        while (_received.Reader.TryRead(out var notification))
        {
            rest.Add(notification);
        }

        return rest;
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        await _reading;
        _folder.Dispose();
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (true)
            {
                var length = await _socket.ReceiveAsync(buffer, SocketFlags.None);
                _received.Writer.TryWrite(Encoding.UTF8.GetString(buffer, 0, length));
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            _received.Writer.TryComplete();
        }
    }
}
