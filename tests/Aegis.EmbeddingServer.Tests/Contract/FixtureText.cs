using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace Aegis.EmbeddingServer.Tests.Contract;

/// <summary>A fixture as the contract's document shows it: a request and its answer, with examples in place of matchers.</summary>
internal static class FixtureText
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Render(ContractFixture fixture)
    {
        var (request, response) = (fixture.Request, fixture.Response);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{request.Method} {request.Path}\n");
        AppendHeaders(text, (request.Headers ?? []).Select(header => (header.Key, header.Value)));
        AppendBody(text, request.Body);
        text.Append(CultureInfo.InvariantCulture, $"\nHTTP/1.1 {response.Status} {ReasonPhrases.GetReasonPhrase(response.Status)}\n");
        AppendHeaders(text, (response.Headers ?? []).Select(header => (header.Key, Shown(header.Value)?.ToString())));
        AppendBody(text, Shown(response.Body));
        return text.ToString();
    }

    /// <summary>Every matcher of a fixture's answer that has an example.</summary>
    public static IEnumerable<JsonObject> WithExample(JsonNode? node) => node switch
    {
        JsonObject matcher when matcher.ContainsKey(JsonMatcher.Example) => [matcher],
        JsonObject record => record.SelectMany(property => WithExample(property.Value)),
        JsonArray array => array.SelectMany(WithExample),
        _ => [],
    };

    private static void AppendHeaders(StringBuilder text, IEnumerable<(string Name, string? Value)> headers)
    {
        foreach (var (name, value) in headers.Where(header => header.Value is not null))
        {
            text.Append(CultureInfo.InvariantCulture, $"{name}: {value}\n");
        }
    }

    private static void AppendBody(StringBuilder text, JsonNode? body)
    {
        if (body is not null)
        {
            text.Append('\n').Append(body.ToJsonString(Readable)).Append('\n');
        }
    }

    // A header that only has to match shows nothing.
    private static JsonNode? Shown(JsonNode? node) => node switch
    {
        JsonObject matcher when matcher.FirstOrDefault().Key is ['$', ..] => matcher[JsonMatcher.Example]?.DeepClone(),
        JsonObject record => new JsonObject(record.Select(property => KeyValuePair.Create(property.Key, Shown(property.Value)))),
        JsonArray array => new JsonArray([.. array.Select(Shown)]),
        _ => node?.DeepClone(),
    };
}
