using System.Globalization;
using System.Net;

namespace Aegis.ServiceDefaults.Settings;

/// <summary>
/// Checks the addresses to listen on. The framework refuses a path without the name of the setting, and listens on every
/// address if the host is a name other than <c>localhost</c>, such as a mistyped one or one with an invalid port.
/// </summary>
internal static class ListenSettings
{
    /// <summary>Where an operator sets the addresses.</summary>
    public const string Urls = "urls (--urls, ASPNETCORE_URLS or Urls of a settings file)";

    private const string Several = ", several separated by semicolons";

    private const string Kestrel = "Kestrel";
    private const string Endpoints = "Endpoints";

    private const int MaxPort = 65535;

    private static readonly string[] KestrelGroups = [Endpoints, "EndpointDefaults", "Certificates"];

    /// <summary>A line for each wrong value, with its key.</summary>
    public static IEnumerable<string> Mistakes(IConfiguration configuration) =>
    [
        .. MistakesInUrls(configuration[WebHostDefaults.ServerUrlsKey]),
        .. MistakesInPorts(configuration, WebHostDefaults.HttpPortsKey),
        .. MistakesInPorts(configuration, WebHostDefaults.HttpsPortsKey),
        .. configuration.GetSection(Kestrel).GetChildren()
            .Where(group => !KestrelGroups.Contains(group.Key, StringComparer.OrdinalIgnoreCase))
            .Select(group => $"{group.Path} is not a setting; {Kestrel} has {string.Join(", ", KestrelGroups)}"),
        .. configuration.GetSection($"{Kestrel}:{Endpoints}").GetChildren()
            .Select(endpoint => endpoint.GetSection("Url"))
            .Where(url => url.Value is not null)
            .Select(url => Mistake(url.Path, url.Value!, string.Empty))
            .OfType<string>(),
    ];

    private static IEnumerable<string> MistakesInUrls(string? urls) =>
        // Not trimmed: the framework takes a space before the scheme for a part of it.
        (urls ?? string.Empty).Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Select(url => Mistake(Urls, url, Several)).OfType<string>();

    private static string? Mistake(string key, string url, string several) => Reason(url) is { } reason
        ? $"{key} must be like http://127.0.0.1:8181{several}; '{url}' {reason}"
        : null;

    private static string? Reason(string url)
    {
        BindingAddress address;
        try
        {
            address = BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            return "has no host or no scheme";
        }

        if (address.Scheme is not ("http" or "https"))
        {
            return $"has the scheme {address.Scheme}, which is neither http nor https";
        }

        if (address.IsUnixPipe || address.IsNamedPipe)
        {
            return null;
        }

        // A port that is no number is left in the host: 127.0.0.1:eighty. The colons of IPv6 are in brackets.
        var colon = address.Host.IndexOf(':', address.Host.LastIndexOf(']') + 1);
        return url.AsSpan().ContainsAny("?#,@ ") ? "has more than a scheme, a host and a port"
            : address.PathBase.Length > 0
                ? $"has the path {address.PathBase}: the routes have no prefix, which a proxy in front can add"
            : colon >= 0 ? $"has the port {address.Host[(colon + 1)..]}, which is no number"
            : address.Port is < 0 or > MaxPort ? $"has the port {address.Port}, which is not between 0 and {MaxPort}"
            : !IsHost(address.Host)
                ? $"has the host {address.Host}, which is none of: localhost, an IP address such as 127.0.0.1 or [::1], "
                    + "or for every address * (also +, 0.0.0.0, [::])"
            : null;
    }

    // The names of this machine and those below localhost are refused too: the first would be every address, and requests
    // that name the others would be refused.
    private static bool IsHost(string host) =>
        host is "*" or "+" || host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || IPAddress.TryParse(host, out _);

    private static IEnumerable<string> MistakesInPorts(IConfiguration configuration, string key) =>
        Parts(configuration[key]).Where(part => !IsPort(part)).Select(part =>
            $"{key} (ASPNETCORE_{key.ToUpperInvariant()}) must be ports between 0 and {MaxPort}, separated by semicolons, not '{part}'");

    private static bool IsPort(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= MaxPort;

    private static string[] Parts(string? list) =>
        (list ?? string.Empty).Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
