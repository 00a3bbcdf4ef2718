using Microsoft.Extensions.Primitives;

namespace Aegis.EmbeddingServer.Api;

/// <summary>
/// Refuses requests for host names that are not in <c>AllowedHosts</c>: a web page elsewhere must not reach a local
/// server by letting its own name resolve to this machine (DNS rebinding).
/// </summary>
internal sealed class HostMiddleware(RequestDelegate next, ErrorWriter errors, IConfiguration configuration)
{
    private const string Key = "AllowedHosts";
    private const string Any = "*";

    private readonly StringSegment[] _allowed =
        [.. (configuration[Key] ?? Any).Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    public Task InvokeAsync(HttpContext context) => IsAllowed(context.Request.Host)
        ? next(context)
        : errors.WriteAsync(context, new Failure(FailureKind.InvalidRequest, $"This server does not answer for that host name, only for {string.Join(", ", _allowed)} ({Key})"));

    // HTTP/1.0 knows no Host; what sends none is no browser.
    private bool IsAllowed(HostString host) =>
        _allowed.Contains(Any) || !host.HasValue || HostString.MatchesAny(host.Host, _allowed);
}
