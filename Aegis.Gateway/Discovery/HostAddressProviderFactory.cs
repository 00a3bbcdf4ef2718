using System.Diagnostics.CodeAnalysis;
using System.Net;
using Microsoft.Extensions.ServiceDiscovery;

namespace Aegis.Gateway.Discovery;

/// <summary>
/// Makes a <see cref="HostAddressProvider"/> for each host name. Loopback names are left out: they have several addresses,
/// but stand for one server.
/// </summary>
internal sealed class HostAddressProviderFactory(TimeProvider clock) : IServiceEndpointProviderFactory
{
    public bool TryCreateProvider(ServiceEndpointQuery query, [NotNullWhen(true)] out IServiceEndpointProvider? provider)
    {
        provider = Uri.TryCreate(query.ToString(), UriKind.Absolute, out var address)
            && Uri.CheckHostName(address.Host) == UriHostNameType.Dns
            && !address.IsLoopback
                ? new HostAddressProvider(address.IdnHost, address.Port, Dns.GetHostAddressesAsync, clock)
                : null;
        return provider is not null;
    }
}
