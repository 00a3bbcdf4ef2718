using System.Diagnostics;
using System.Text.RegularExpressions;
using Aegis.Http.Failures;

namespace Aegis.Http.Front;

/// <summary>The id of a request in logs: the caller's id if it is safe to log, else a new one.</summary>
internal static partial class RequestId
{
    public static string For(HttpRequest request) =>
        request.Headers[ApiHeaders.RequestId] is [{ } given] && Harmless().IsMatch(given)
            ? given
            : ActivityTraceId.CreateRandom().ToHexString();

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,128}\z")]
    private static partial Regex Harmless();
}
