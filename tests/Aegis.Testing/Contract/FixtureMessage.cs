using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Aegis.Testing.Contract;

/// <summary>A fixture's request as the message that goes out.</summary>
internal static class FixtureMessage
{
    public static HttpRequestMessage Create(FixtureRequest request)
    {
        var message = new HttpRequestMessage(new HttpMethod(request.Method), request.Path);
        if (Body(request) is { } body)
        {
            message.Content = new ByteArrayContent(body);
            message.Content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/json");
        }

        foreach (var (name, value) in request.Headers ?? [])
        {
            SetHeader(message, name, value);
        }

        message.Headers.TransferEncodingChunked = request.Chunked;
        return message;
    }

    private static void SetHeader(HttpRequestMessage message, string name, string? value)
    {
        var isOfContent = name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase);
        HttpHeaders headers = isOfContent ? message.Content!.Headers : message.Headers;
        headers.Remove(name);
        if (value is not null)
        {
            headers.TryAddWithoutValidation(name, value);
        }
    }

    private static byte[]? Body(FixtureRequest request) => request switch
    {
        { BodyText: { } text } => Encoding.UTF8.GetBytes(text),
        { BodyBase64: { } base64 } => Convert.FromBase64String(base64),
        { Body: { } json } => Encoding.UTF8.GetBytes(Expand(json)!.ToJsonString()),
        _ => null,
    };

    // {"$repeat": "word ", "times": 300} and {"$items": 5, "times": 300}
    private static JsonNode? Expand(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject generator when generator["times"]?.GetValue<int>() is { } times:
                return generator["$repeat"] is { } text
                    ? JsonValue.Create(string.Concat(Enumerable.Repeat(text.GetValue<string>(), times)))
                    : new JsonArray([.. Enumerable.Range(0, times).Select(_ => Expand(generator["$items"])?.DeepClone())]);
            case JsonObject record:
                return new JsonObject(record.Select(property => KeyValuePair.Create(property.Key, Expand(property.Value)?.DeepClone())));
            case JsonArray array:
                return new JsonArray([.. array.Select(item => Expand(item)?.DeepClone())]);
            default:
                return node;
        }
    }
}
