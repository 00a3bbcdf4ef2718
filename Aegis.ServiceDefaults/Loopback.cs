using System.Net;
using System.Net.Sockets;

namespace Aegis.ServiceDefaults;

/// <summary>What only this machine can reach: 127.0.0.0/8, ::1, and ::ffff:127.0.0.0/104, which a socket of both families has.</summary>
internal static class Loopback
{
    private const string Name = "localhost";

    public static bool Includes(IPAddress address) =>
        IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : WithoutZone(address));

    /// <summary>
    /// True for <c>localhost</c> and for the addresses themselves, with or without brackets. Any other name may be in foreign
    /// hands, whatever it resolves to.
    /// </summary>
    public static bool IsNamed(string host) =>
        host.Equals(Name, StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && Includes(address));

    // ::1%1 is ::1 on the first interface, which the framework takes for another address.
    private static IPAddress WithoutZone(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetworkV6 && address.ScopeId != 0 ? new IPAddress(address.GetAddressBytes()) : address;
}
