using System.Net.Sockets;
using System.Text;

namespace Aegis.Testing.Servers;

/// <summary>Bytes to a server and back, for what no HTTP client would send.</summary>
internal static class RawHttp
{
    /// <summary>Sends, and reads until the server closes the connection.</summary>
    /// <param name="server">Where to.</param>
    /// <param name="bytes">As they go out, in Latin-1.</param>
    /// <param name="closes">True: nothing more will be sent, and the server sees that.</param>
    public static async Task<string> SendAsync(Uri server, string bytes, bool closes = false)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(bytes));
        if (closes)
        {
            client.Client.Shutdown(SocketShutdown.Send);
        }

        return await ReadToEndAsync(stream).WaitAsync(Deadline.Wait);
    }

    private static async Task<string> ReadToEndAsync(NetworkStream stream)
    {
        var answer = new MemoryStream();
        try
        {
            await stream.CopyToAsync(answer);
        }
        catch (IOException)
        {
            // Reset instead of closed: what came before counts.
        }

        return Encoding.UTF8.GetString(answer.ToArray());
    }
}
