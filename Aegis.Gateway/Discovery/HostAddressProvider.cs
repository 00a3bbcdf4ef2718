using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Primitives;
using Microsoft.Extensions.ServiceDiscovery;

namespace Aegis.Gateway.Discovery;

/// <summary>
/// Every address of a host name as a server of its own: a headless Service of Kubernetes has one for each ready pod. Asked
/// again every few seconds, since pods come and go.
/// </summary>
/// <param name="host">The name.</param>
/// <param name="port">Port of each server.</param>
/// <param name="lookUp">Asks DNS for the addresses of a name.</param>
/// <param name="clock">The clock.</param>
internal sealed class HostAddressProvider(string host, int port, Func<string, CancellationToken, Task<IPAddress[]>> lookUp, TimeProvider clock) : IServiceEndpointProvider
{
    private static readonly TimeSpan Refresh = TimeSpan.FromSeconds(3);

    private IPAddress[] _known = [];

    public async ValueTask PopulateAsync(IServiceEndpointBuilder endpoints, CancellationToken cancellationToken)
    {
        // What configuration says of a name outranks this; of it, it tells changes itself.
        if (endpoints.Endpoints.Count > 0)
        {
            return;
        }

        endpoints.AddChangeToken(new CancellationChangeToken(new CancellationTokenSource(Refresh, clock).Token));
        _known = await AddressesAsync(cancellationToken);
        foreach (var address in _known)
        {
            endpoints.Endpoints.Add(ServiceEndpoint.Create(new IPEndPoint(address, port)));
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<IPAddress[]> AddressesAsync(CancellationToken cancellationToken)
    {
        try
        {
            return OfOneFamily(await lookUp(host, cancellationToken));
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.HostNotFound or SocketError.NoData)
        {
            // The name has no address (yet): it stays as it is.
            return [];
        }
        catch (SocketException)
        {
            // Nobody could be asked. The servers that were there may well be there still; looks at their health tell.
            return _known;
        }
    }

    // A server that has an address of either family is one server, and would get twice its share.
    private static IPAddress[] OfOneFamily(IPAddress[] addresses)
    {
        var ofVersion4 = addresses.Where(address => address.AddressFamily == AddressFamily.InterNetwork).ToArray();
        return ofVersion4.Length > 0 ? ofVersion4 : addresses;
    }
}
