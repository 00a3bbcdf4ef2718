using Aegis.Http.Failures;
using Aegis.ServiceDefaults;
using Microsoft.Extensions.Primitives;

namespace Aegis.Http.Front;

/// <summary>
/// Refuses requests with a host name that is not allowed. This stops DNS rebinding: a foreign web page whose own name
/// resolves to this machine. <c>AllowedHosts</c> lists the allowed names. Without that setting, a connection over loopback
/// must name loopback (<see cref="Loopback"/>), and other connections may use any name.
/// </summary>
internal sealed class HostMiddleware(RequestDelegate next, ErrorWriter errors, IConfiguration configuration)
{
    private const string Key = "AllowedHosts";
    private const string Any = "*";

    private readonly StringSegment[] _configured =
        [.. (configuration[Key] ?? string.Empty).Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    public Task InvokeAsync(HttpContext context)
    {
        // HTTP/1.0 has no Host header. Browsers always send one.
        return StringValues.IsNullOrEmpty(context.Request.Headers.Host) || IsAllowed(context)
            ? next(context)
            : errors.WriteAsync(context, new Failure(
                FailureKind.InvalidRequest,
                $"This server does not answer for that host name, only for {Allowed()} ({Key})"));
    }

    private string Allowed() => _configured.Length > 0
        ? string.Join(", ", _configured)
        : "localhost and loopback addresses such as 127.0.0.1 and [::1]";

    private bool IsAllowed(HttpContext context)
    {
        var local = context.Connection.LocalIpAddress;
        if (_configured.Contains(Any) || (_configured.Length == 0 && (local is null || !Loopback.Includes(local))))
        {
            return true;
        }

        try
        {
            var host = context.Request.Host.Host;
            return _configured.Length > 0 ? HostString.MatchesAny(host, _configured) : Loopback.IsNamed(host);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            // An invalid name, such as "xn--".
            return false;
        }
    }
}
