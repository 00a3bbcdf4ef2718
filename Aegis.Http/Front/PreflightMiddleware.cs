using Aegis.Http.Failures;
using Microsoft.Extensions.Primitives;

namespace Aegis.Http.Front;

/// <summary>
/// Refuses a CORS preflight for headers with control characters in their names. The framework's answer would repeat the
/// names, which fails.
/// </summary>
internal sealed class PreflightMiddleware(RequestDelegate next, ErrorWriter errors)
{
    private static readonly Failure NoNames =
        new(FailureKind.InvalidRequest, "'Access-Control-Request-Headers' must be names of headers, without control characters");

    public Task InvokeAsync(HttpContext context) => HasControlCharacters(context.Request.Headers.AccessControlRequestHeaders)
        ? errors.WriteAsync(context, NoNames)
        : next(context);

    private static bool HasControlCharacters(StringValues names) =>
        names.Any(value => value?.Any(character => character != '\t' && char.IsControl(character)) is true);
}
