using Microsoft.Net.Http.Headers;

namespace Aegis.Http.Failures;

/// <summary>Headers of the contract that HTTP does not define.</summary>
internal static class ApiHeaders
{
    public const string RequestId = "x-request-id";

    /// <summary>Duration of each stage of a request, in milliseconds: <see href="https://www.w3.org/TR/server-timing/"/>.</summary>
    public const string ServerTiming = "server-timing";

    /// <summary>Number of inputs that were cut to the model's limit. Absent when there are none.</summary>
    public const string TruncatedInputs = "x-aegis-truncated-inputs";

    /// <summary><c>Retry-After</c> in milliseconds, which the OpenAI clients prefer.</summary>
    public const string RetryAfterMs = "retry-after-ms";

    /// <summary>The key, as Continue and clients made for Azure send it.</summary>
    public const string ApiKey = "api-key";

    /// <summary>The headers of an answer that a page of another origin may read.</summary>
    public static readonly string[] Exposed = [RequestId, ServerTiming, TruncatedInputs, RetryAfterMs, HeaderNames.RetryAfter];
}
