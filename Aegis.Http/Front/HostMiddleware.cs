using System.Net;
using Aegis.Http.Failures;
using Microsoft.Extensions.Primitives;

namespace Aegis.Http.Front;

/// <summary>
/// Refuses requests with a host name that is not allowed. This stops DNS rebinding: a foreign web page whose own name
/// resolves to this machine. <c>AllowedHosts</c> lists the allowed names. Without that setting, a connection over loopback
/// must name loopback, and other connections may use any name.
/// </summary>
internal sealed class HostMiddleware(RequestDelegate next, ErrorWriter errors, IConfiguration configuration)
{
    private const string Key = "AllowedHosts";
    private const string Any = "*";

    private static readonly StringSegment[] LoopbackNames = ["localhost", "127.0.0.1", "[::1]"];

    private readonly StringSegment[] _configured =
        [.. (configuration[Key] ?? string.Empty).Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    public Task InvokeAsync(HttpContext context)
    {
        var allowed = Allowed(context.Connection.LocalIpAddress);
        return IsAllowed(context.Request, allowed)
            ? next(context)
            : errors.WriteAsync(context, new Failure(
                FailureKind.InvalidRequest,
                $"This server does not answer for that host name, only for {string.Join(", ", allowed)} ({Key})"));
    }

    private StringSegment[] Allowed(IPAddress? local)
    {
        if (_configured.Length > 0)
        {
            return _configured;
        }

        return local is not null && IPAddress.IsLoopback(local) ? LoopbackNames : [Any];
    }

    // HTTP/1.0 has no Host header. Browsers always send one.
    private static bool IsAllowed(HttpRequest request, StringSegment[] allowed)
    {
        if (allowed.Contains(Any) || StringValues.IsNullOrEmpty(request.Headers.Host))
        {
            return true;
        }

        try
        {
            return HostString.MatchesAny(request.Host.Host, allowed);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            // An invalid name, such as "xn--".
            return false;
        }
    }
}
