using System.Text.Json;
using System.Text.Json.Nodes;

namespace Aegis.Testing.Contract;

/// <summary>Sends fixtures to a server and compares what comes back.</summary>
internal static class FixtureRunner
{
    /// <summary>What differs; null when nothing does.</summary>
    public static async Task<string?> MismatchAsync(ContractFixture fixture, HttpClient server)
    {
        using var request = FixtureMessage.Create(fixture.Request);
        using var response = await server.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        var expected = fixture.Response;
        if ((int)response.StatusCode != expected.Status)
        {
            return $"the status is {(int)response.StatusCode}, not {expected.Status}: {body}";
        }

        return HeadersMismatch(expected, response) ?? BodyMismatch(expected, body);
    }

    private static string? HeadersMismatch(FixtureResponse expected, HttpResponseMessage response) =>
        (expected.Headers ?? []).Select(header => HeaderMismatch(header.Key, header.Value, response))
            .FirstOrDefault(mismatch => mismatch is not null);

    private static string? HeaderMismatch(string name, JsonNode? expected, HttpResponseMessage response)
    {
        var actual = response.Headers.TryGetValues(name, out var values) || response.Content.Headers.TryGetValues(name, out values)
            ? string.Join(", ", values)
            : null;
        return JsonMatcher.Mismatch(expected, actual is null ? null : JsonValue.Create(actual), $"header {name}");
    }

    private static string? BodyMismatch(FixtureResponse expected, string body)
    {
        if (expected.BodyContains is { } parts)
        {
            return parts.Where(part => !body.Contains(part, StringComparison.Ordinal))
                .Select(part => $"the body does not contain '{part}': {body}")
                .FirstOrDefault();
        }

        if (expected.Empty || expected.Body is null)
        {
            return body.Length == 0 || !expected.Empty ? null : $"there is a body: {body}";
        }

        try
        {
            return JsonMatcher.Mismatch(expected.Body, JsonNode.Parse(body));
        }
        catch (JsonException)
        {
            return $"the body is no JSON: {body}";
        }
    }
}
