using System.Net;

namespace Aegis.Benchmarks.Servers;

/// <summary>Takes OTLP over HTTP on a free loopback port, and drops it.</summary>
internal sealed class OtlpSink : IDisposable
{
    private readonly HttpListener _listener = new();
    private long _bytes;

    private OtlpSink(Uri address)
    {
        Address = address;
        _listener.Prefixes.Add(address.AbsoluteUri);
        _listener.Start();
        _ = TakeAsync();
    }

    public Uri Address { get; }

    /// <summary>Bytes that arrived so far.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    public static OtlpSink Start()
    {
        using var free = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        return new OtlpSink(new Uri($"http://127.0.0.1:{port}/"));
    }

    public void Dispose() => _listener.Close();

    private async Task TakeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                await context.Request.InputStream.CopyToAsync(Stream.Null);
                Interlocked.Add(ref _bytes, context.Request.ContentLength64);
                context.Response.Close();
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
