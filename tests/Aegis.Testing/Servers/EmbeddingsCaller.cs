using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Aegis.Testing.Servers;

/// <summary>Sends bodies to <c>/v1/embeddings</c> and takes answers apart.</summary>
internal static class EmbeddingsCaller
{
    public static Task<HttpResponseMessage> PostAsync(HttpClient client, string body, string mediaType = "application/json") =>
        PostAsync(client, Encoding.UTF8.GetBytes(body), mediaType);

    public static async Task<HttpResponseMessage> PostAsync(HttpClient client, byte[] body, string mediaType = "application/json")
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(mediaType);
        return await client.PostAsync("/v1/embeddings", content, TestContext.Current.CancellationToken);
    }

    /// <summary>The vectors of a right answer, in the order they stand there.</summary>
    public static async Task<float[][]> VectorsAsync(HttpClient client, object body)
    {
        using var answer = await AnswerAsync(client, body);
        return [.. answer.RootElement.GetProperty("data").EnumerateArray()
            .Select(item => item.GetProperty("embedding").EnumerateArray().Select(component => component.GetSingle()).ToArray())];
    }

    /// <summary>The body of a right answer.</summary>
    public static async Task<JsonDocument> AnswerAsync(HttpClient client, object body)
    {
        using var response = await PostAsync(client, JsonSerializer.Serialize(body));
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, text);
        return JsonDocument.Parse(text);
    }

    /// <summary>The envelope of a wrong one; every property must be there.</summary>
    public static async Task<ErrorAnswer> ErrorAsync(HttpClient client, string body, string mediaType = "application/json")
    {
        using var response = await PostAsync(client, body, mediaType);
        return await ErrorAsync(response);
    }

    public static async Task<ErrorAnswer> ErrorAsync(HttpResponseMessage response)
    {
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        var error = json.RootElement.GetProperty("error");
        Assert.Single(json.RootElement.EnumerateObject());
        Assert.Equal(["message", "type", "param", "code"], error.EnumerateObject().Select(property => property.Name));
        return new ErrorAnswer(
            response.StatusCode,
            error.GetProperty("type").GetString()!,
            error.GetProperty("code").GetString()!,
            error.GetProperty("param").GetString(),
            error.GetProperty("message").GetString()!);
    }
}

/// <summary>Status and envelope of an error.</summary>
internal sealed record ErrorAnswer(HttpStatusCode Status, string Type, string Code, string? Param, string Message);
