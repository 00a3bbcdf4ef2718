using Aegis.Http.Failures;

namespace Aegis.Http.Keys;

/// <summary>The keys that a request carries, valid or not.</summary>
internal static class SentKeys
{
    public const string BearerScheme = "Bearer";

    /// <summary>From both headers that clients use, without empty ones.</summary>
    public static IEnumerable<string> Of(IHeaderDictionary headers) =>
        headers.Authorization.Select(BearerToken)
            .Concat(headers[ApiHeaders.ApiKey])
            .OfType<string>()
            .Select(key => key.Trim())
            .Where(key => key.Length > 0);

    // Authorization: Bearer secret
    private static string? BearerToken(string? credentials) =>
        credentials?.StartsWith(BearerScheme + " ", StringComparison.OrdinalIgnoreCase) is true
            ? credentials[(BearerScheme.Length + 1)..]
            : null;
}
