using System.Buffers;
using Aegis.ServiceDefaults.Settings;

namespace Aegis.Http.Settings;

/// <summary>Checks settings of ASP.NET Core whose wrong values the framework ignores, or refuses without the name of the key.</summary>
internal static class FrameworkSettings
{
    private const string AllowedHosts = "AllowedHosts";

    private static readonly SearchValues<char> NotInHosts = SearchValues.Create(":/,@ []");

    /// <exception cref="ConfigurationException">At least one key is wrong.</exception>
    public static void Check(IConfiguration configuration)
    {
        string[] mistakes = [.. ListenSettings.Mistakes(configuration), .. MistakesInHosts(configuration[AllowedHosts])];
        if (mistakes.Length > 0)
        {
            throw new ConfigurationException(mistakes);
        }
    }

    // No request would have such a name, so the service would refuse all.
    private static IEnumerable<string> MistakesInHosts(string? hosts) =>
        (hosts ?? string.Empty).Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(host => !IsHost(host))
            .Select(host => $"{AllowedHosts} must be host names like localhost;*.example.com;[::1], without a scheme, a port or a path; "
                + $"'{host}' is none");

    private static bool IsHost(string host) =>
        (host.StartsWith('[') && host.EndsWith(']')) || !host.AsSpan().ContainsAny(NotInHosts);
}
