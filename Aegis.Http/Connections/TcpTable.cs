using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;

namespace Aegis.Http.Connections;

/// <summary>
/// The kernel's table of TCP sockets. It has the sockets of this machine only (on Linux, of this network namespace), and no
/// rows on other systems.
/// <code>
///   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
///    0: 0100007F:9C41 0100007F:1FF5 05 00000000:00000000 00:00000000 00000000  1000        0 4487126 1 …
/// </code>
/// </summary>
internal sealed class TcpTable : IDisposable
{
    private const int InodeColumn = 9;

    private static readonly string[] Files = ["/proc/net/tcp", "/proc/net/tcp6"];

    private readonly SemaphoreSlim _turn = new(1);
    private string _text = string.Empty;
    private long _begun;

    /// <summary>A table that was read after this call. Calls at the same time share one.</summary>
    public async Task<string> ReadAsync()
    {
        var earlier = Interlocked.Read(ref _begun);
        await _turn.WaitAsync();
        try
        {
            if (_begun == earlier)
            {
                Interlocked.Increment(ref _begun);
                _text = string.Concat(Files.Select(TextOf));
            }

            return _text;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>
    /// True if a process has the socket from the first to the second address open; false if it was closed; null if the table
    /// does not have the socket.
    /// </summary>
    public static bool? IsOpen(string table, IPEndPoint from, IPEndPoint to)
    {
        foreach (var form in (Func<IPAddress, IPAddress>[])[address => address, address => address.MapToIPv6()])
        {
            var row = table.AsSpan();
            var start = row.IndexOf($" {Address(from, form)} {Address(to, form)} ");
            if (start >= 0)
            {
                row = row[(table.AsSpan(0, start).LastIndexOf('\n') + 1)..];
                var end = row.IndexOf('\n');
                var columns = (end < 0 ? row : row[..end]).ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
                return columns.Length > InodeColumn && columns[InodeColumn] != "0";
            }
        }

        return null;
    }

    public void Dispose() => _turn.Dispose();

    // Each four bytes as a number of this machine: 127.0.0.1 is 0100007F on most.
    private static string Address(IPEndPoint endPoint, Func<IPAddress, IPAddress> form)
    {
        var address = endPoint.Address.IsIPv4MappedToIPv6 ? endPoint.Address.MapToIPv4() : endPoint.Address;
        var words = MemoryMarshal.Cast<byte, uint>(form(address).GetAddressBytes());
        var text = string.Concat(words.ToArray().Select(word => word.ToString("X8", CultureInfo.InvariantCulture)));
        return $"{text}:{endPoint.Port.ToString("X4", CultureInfo.InvariantCulture)}";
    }

    private static string TextOf(string file)
    {
        try
        {
            return File.Exists(file) ? File.ReadAllText(file) : string.Empty;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return string.Empty;
        }
    }
}
