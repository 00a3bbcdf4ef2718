using System.Security.Cryptography;
using System.Text;
using Aegis.Http.Failures;
using Aegis.Http.Settings;
using Aegis.ServiceDefaults;

namespace Aegis.Http.Keys;

/// <summary>Asks for a key, if keys are configured, on every route without <see cref="OpenRouteMetadata"/>.</summary>
internal sealed class KeyMiddleware(RequestDelegate next, ErrorWriter errors, FrontOptions options)
{
    private static readonly Failure Missing = new(
        FailureKind.InvalidApiKey,
        "This server asks for a key, and the request carries none: send 'Authorization: Bearer <key>' or 'api-key: <key>' with one of "
            + "its keys (Aegis:Api:Keys)");

    private static readonly Failure Wrong =
        new(FailureKind.InvalidApiKey, "The request's key is none of this server's (Aegis:Api:Keys)");

    // Hashes have one length, so a comparison takes the same time for every key.
    private readonly byte[][] _hashes = [.. options.Keys.Select(Hash)];

    public Task InvokeAsync(HttpContext context)
    {
        if (_hashes.Length == 0 || context.GetEndpoint()?.Metadata.GetMetadata<OpenRouteMetadata>() is not null)
        {
            return next(context);
        }

        string[] sent = [.. SentKeys.Of(context.Request.Headers)];
        if (sent.FirstOrDefault(IsKnown) is { } key)
        {
            AcceptedKey.Set(context, key);
            return next(context);
        }

        context.Response.Headers.WWWAuthenticate = SentKeys.BearerScheme;
        return errors.WriteAsync(context, sent.Length == 0 ? Missing : Wrong);
    }

    private bool IsKnown(string key)
    {
        var hash = Hash(key);
        var known = false;
        foreach (var other in _hashes)
        {
            known |= CryptographicOperations.FixedTimeEquals(hash, other);
        }

        return known;
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
