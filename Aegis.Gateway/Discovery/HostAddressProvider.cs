using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Primitives;
using Microsoft.Extensions.ServiceDiscovery;

namespace Aegis.Gateway.Discovery;

/// <summary>
/// Every address of a host name as a server of its own: a headless Service of Kubernetes has one for each ready pod. Asked
/// again every few seconds, since pods come and go.
/// </summary>
internal sealed class HostAddressProvider(string host, int port, TimeProvider clock) : IServiceEndpointProvider
{
    private static readonly TimeSpan Refresh = TimeSpan.FromSeconds(3);

    public async ValueTask PopulateAsync(IServiceEndpointBuilder endpoints, CancellationToken cancellationToken)
    {
        // What configuration says of a name outranks this; of it, it tells changes itself.
        if (endpoints.Endpoints.Count > 0)
        {
            return;
        }

        endpoints.AddChangeToken(new CancellationChangeToken(new CancellationTokenSource(Refresh, clock).Token));
        foreach (var address in await AddressesAsync(cancellationToken))
        {
            endpoints.Endpoints.Add(ServiceEndpoint.Create(new IPEndPoint(address, port)));
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    // A name that is not known yet stays as it is, and is asked for again.
    private async Task<IPAddress[]> AddressesAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await Dns.GetHostAddressesAsync(host, cancellationToken);
        }
        catch (SocketException)
        {
            return [];
        }
    }
}
