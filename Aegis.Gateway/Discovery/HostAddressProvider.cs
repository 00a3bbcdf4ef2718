using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Primitives;
using Microsoft.Extensions.ServiceDiscovery;

namespace Aegis.Gateway.Discovery;

/// <summary>
/// Finds one server for each address of a host name. A headless Service of Kubernetes has an address for each ready pod.
/// Looks the name up again every few seconds, because pods come and go.
/// </summary>
/// <param name="lookUp">Asks DNS for the addresses of a name.</param>
/// <param name="clock">Measures the time between two look-ups.</param>
internal sealed class HostAddressProvider(
    string host,
    int port,
    Func<string, CancellationToken, Task<IPAddress[]>> lookUp,
    TimeProvider clock) : IServiceEndpointProvider
{
    private static readonly TimeSpan Refresh = TimeSpan.FromSeconds(3);

    private IPAddress[] _known = [];

    public async ValueTask PopulateAsync(IServiceEndpointBuilder endpoints, CancellationToken cancellationToken)
    {
        // Configuration outranks DNS, and reports its changes itself.
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
            // The name has no address, or none yet.
            return [];
        }
        catch (SocketException)
        {
            // DNS did not answer. The known servers may still run; health checks will tell.
            return _known;
        }
    }

    // A server with an IPv4 and an IPv6 address is one server. Counted twice, it would get twice its share of the load.
    private static IPAddress[] OfOneFamily(IPAddress[] addresses)
    {
        var ofVersion4 = addresses.Where(address => address.AddressFamily == AddressFamily.InterNetwork).ToArray();
        return ofVersion4.Length > 0 ? ofVersion4 : addresses;
    }
}
