using System.Globalization;

namespace Aegis.ServiceDefaults.Settings;

/// <summary>
/// Checks the addresses to listen on. The framework refuses a path without the name of the setting, and takes a host with an
/// invalid port for the name of a host: it then listens on port 80 of every address.
/// </summary>
internal static class ListenSettings
{
    /// <summary>Where an operator sets the addresses.</summary>
    private const string Urls = "--urls or ASPNETCORE_URLS";

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
            .Select(url => Mistake(url.Path, url.Value!))
            .OfType<string>(),
    ];

    /// <summary>The same for the value of <c>--urls</c> alone: addresses, separated by semicolons.</summary>
    public static IEnumerable<string> MistakesInUrls(string? urls) =>
        Parts(urls).Select(url => Mistake(Urls, url)).OfType<string>();

    private static string? Mistake(string key, string url) => Reason(url) is { } reason
        ? $"{key} must be like http://127.0.0.1:8181, several separated by semicolons; '{url}' {reason}"
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
            : null;
    }

    private static IEnumerable<string> MistakesInPorts(IConfiguration configuration, string key) =>
        Parts(configuration[key]).Where(part => !IsPort(part)).Select(part =>
            $"{key} (ASPNETCORE_{key.ToUpperInvariant()}) must be ports between 0 and {MaxPort}, separated by semicolons, not '{part}'");

    private static bool IsPort(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= MaxPort;

    private static string[] Parts(string? list) =>
        (list ?? string.Empty).Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
