using System.Net;
using System.Net.Sockets;

namespace Aegis.Benchmarks.Load;

/// <summary>
/// One request in flight at a time, on a connection of its own. The socket thread of the runtime receives the answer.
/// The benchmarks have loads of their own, beside those of the soak runner, because the load generator shares its cores with
/// the server, and throughput is measured at full load. <c>LoadStream</c> makes each request, sends it with HttpClient and
/// checks each vector. Here a request is bytes on a socket, and only the status and the usage of its answer are read.
/// Clock, schedule, histograms and percentiles are those of the soak runner.
/// </summary>
internal sealed class HttpCall : IDisposable
{
    private readonly IPEndPoint _server;
    private readonly bool _keepAlive;
    private readonly Action<HttpCall, HttpAnswer?> _ended;
    private readonly SocketAsyncEventArgs _receive = new();
    private byte[] _buffer = new byte[16 * 1024];
    private Socket? _socket;
    private int _length;

    /// <param name="server">Where to send.</param>
    /// <param name="keepAlive">True: one connection for all requests.</param>
    /// <param name="ended">Called at the end of each request, with null if the connection failed; must not block.</param>
    public HttpCall(Uri server, bool keepAlive, Action<HttpCall, HttpAnswer?> ended)
    {
        _server = new IPEndPoint(IPAddress.Parse(server.Host), server.Port);
        _keepAlive = keepAlive;
        _ended = ended;
        _receive.Completed += (_, _) => Received();
    }

    /// <summary>When the request was due.</summary>
    public TimeSpan Due { get; private set; }

    /// <summary>When it was sent.</summary>
    public TimeSpan Sent { get; private set; }

    /// <summary>Sends, and returns at once.</summary>
    public void Send(byte[] request, TimeSpan due, TimeSpan now)
    {
        (Due, Sent, _length) = (due, now, 0);
        try
        {
            if (_socket is null)
            {
                _socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                _socket.Connect(_server);
            }

            _socket.Send(request);
        }
        catch (SocketException)
        {
            End(null);
            return;
        }

        Receive();
    }

    public void Dispose()
    {
        _socket?.Dispose();
        _receive.Dispose();
    }

    private void Receive()
    {
        if (_length == _buffer.Length)
        {
            Array.Resize(ref _buffer, 2 * _length);
        }

        _receive.SetBuffer(_buffer, _length, _buffer.Length - _length);
        if (!_socket!.ReceiveAsync(_receive))
        {
            Received();
        }
    }

    private void Received()
    {
        if (_receive.SocketError != SocketError.Success || _receive.BytesTransferred == 0)
        {
            End(null);
            return;
        }

        _length += _receive.BytesTransferred;
        if (HttpAnswer.Read(_buffer.AsSpan(0, _length)) is { } answer)
        {
            End(answer);
        }
        else
        {
            Receive();
        }
    }

    private void End(HttpAnswer? answer)
    {
        if (!_keepAlive || answer is null)
        {
            _socket?.Dispose();
            _socket = null;
        }

        _ended(this, answer);
    }
}
