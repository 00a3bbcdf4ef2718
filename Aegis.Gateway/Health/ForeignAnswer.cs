using System.Globalization;

namespace Aegis.Gateway.Health;

/// <summary>What the gateway makes of an answer that no Aegis server wrote (<see cref="AegisAnswer"/>).</summary>
internal static class ForeignAnswer
{
    private static readonly TimeSpan ShortWait = TimeSpan.FromSeconds(1);

    /// <summary>True when the server is at fault. A proxy's limit of requests or of their size is no fault of the server.</summary>
    public static bool IsFaultOfServer(int status) => KindOf(status) == FailureKind.Unavailable;

    /// <summary>False for a body over a proxy's limit: the second server would get the same body.</summary>
    public static bool IsRetried(int status) => KindOf(status) != FailureKind.PayloadTooLarge;

    /// <summary>The answer to the caller instead.</summary>
    public static Failure FailureFor(HttpResponse answer)
    {
        var status = answer.StatusCode;
        return KindOf(status) switch
        {
            FailureKind.PayloadTooLarge => new Failure(
                FailureKind.PayloadTooLarge, "The body is over the limit of a proxy in front of the server; send fewer inputs at a time"),
            FailureKind.InvalidRequest => new Failure(
                FailureKind.InvalidRequest,
                $"A proxy in front of the server refused the request with {status}; its headers or its address may be too long"),
            FailureKind.Overloaded => new Failure(
                FailureKind.Overloaded, "A proxy in front of the server limits the number of requests; try again later")
            {
                RetryAfter = WaitOf(answer),
            },
            _ => new Failure(
                FailureKind.Unavailable,
                $"No server behind this gateway answers now: a proxy or another service answered with {status} in place of the server "
                    + "(Aegis:Gateway:Servers); try again later")
            {
                RetryAfter = ShortWait,
            },
        };
    }

    private static FailureKind KindOf(int status) => status switch
    {
        StatusCodes.Status413PayloadTooLarge => FailureKind.PayloadTooLarge,
        StatusCodes.Status429TooManyRequests => FailureKind.Overloaded,
        StatusCodes.Status400BadRequest
            or StatusCodes.Status414UriTooLong
            or StatusCodes.Status431RequestHeaderFieldsTooLarge => FailureKind.InvalidRequest,
        _ => FailureKind.Unavailable,
    };

    private static TimeSpan WaitOf(HttpResponse answer) =>
        int.TryParse(answer.Headers.RetryAfter, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(Math.Max(1, seconds))
            : ShortWait;
}
