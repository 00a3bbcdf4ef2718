using System.ComponentModel.DataAnnotations;

namespace Aegis.Gateway.Settings;

/// <summary>Checks a configured list of servers: at least one, each an http or https address without a path.</summary>
internal sealed class ServerAddressesAttribute : ValidationAttribute
{
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext)
    {
        var name = validationContext.DisplayName;
        var servers = (IReadOnlyList<string>)value!;
        if (servers.Count == 0)
        {
            return new ValidationResult($"{name} is set, but names no server, such as http://127.0.0.1:8181.");
        }

        if (servers.FirstOrDefault(server => !IsAddress(server)) is { } wrong)
        {
            return new ValidationResult(
                $"{name} holds '{wrong}', which is no address of a server: "
                    + "write scheme, host and port, such as http://127.0.0.1:8181, one for each.");
        }

        return servers.DistinctBy(server => new Uri(server)).Count() == servers.Count
            ? ValidationResult.Success
            : new ValidationResult($"{name} names a server twice.");
    }

    private static bool IsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && uri.Scheme is ("http" or "https")
        && uri.Host.Length > 0
        && uri.PathAndQuery == "/"
        && uri.Fragment.Length == 0
        && uri.UserInfo.Length == 0;
}
