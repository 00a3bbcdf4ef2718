using System.Net;
using Aegis.Http.Failures;
using Microsoft.Extensions.Primitives;

namespace Aegis.Http.Front;

/// <summary>
/// Refuses host names that a request should not carry: a web page elsewhere must not reach a local server by letting
/// its own name resolve to this machine (DNS rebinding). <c>AllowedHosts</c> lists the names; without it, a connection
/// over loopback must name loopback, and others may carry any name.
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
            : errors.WriteAsync(context, new Failure(FailureKind.InvalidRequest, $"This server does not answer for that host name, only for {string.Join(", ", allowed)} ({Key})"));
    }

    private StringSegment[] Allowed(IPAddress? local)
    {
        if (_configured.Length > 0)
        {
            return _configured;
        }

        return local is not null && IPAddress.IsLoopback(local) ? LoopbackNames : [Any];
    }

    // HTTP/1.0 knows no Host; what sends none is no browser.
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
            // A name that is not one, such as "xn--".
            return false;
        }
    }
}
