using Microsoft.Net.Http.Headers;

namespace Aegis.Http.Failures;

/// <summary>Headers of the contract that are not HTTP's own.</summary>
internal static class ApiHeaders
{
    /// <summary>The id under which a request is found in logs; the caller's where it is harmless.</summary>
    public const string RequestId = "x-request-id";

    /// <summary>How long the stages of a request took, in milliseconds: <see href="https://www.w3.org/TR/server-timing/"/>.</summary>
    public const string ServerTiming = "server-timing";

    /// <summary>Number of inputs that were cut to the model's limit; left out when none was.</summary>
    public const string TruncatedInputs = "x-aegis-truncated-inputs";

    /// <summary><c>Retry-After</c> in milliseconds, which the OpenAI clients prefer.</summary>
    public const string RetryAfterMs = "retry-after-ms";

    /// <summary>Where Continue and clients made for Azure send their key.</summary>
    public const string ApiKey = "api-key";

    /// <summary>What a page of another origin may read of an answer.</summary>
    public static readonly string[] OfAnswers = [RequestId, ServerTiming, TruncatedInputs, RetryAfterMs, HeaderNames.RetryAfter];
}
