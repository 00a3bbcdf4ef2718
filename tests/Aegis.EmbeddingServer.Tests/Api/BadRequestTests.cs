using System.Net;
using System.Text;
using Aegis.EmbeddingServer.Api;
using Aegis.EmbeddingServer.Tests.Support;

namespace Aegis.EmbeddingServer.Tests.Api;

/// <summary>Wrong requests: each gets the envelope, with a message that tells how to mend it.</summary>
public sealed class BadRequestTests(BadRequestTests.SmallLimits fixture) : IClassFixture<BadRequestTests.SmallLimits>
{
    private HttpClient Client => fixture.Server.Client;

    [Theory]
    [InlineData("", null, "valid JSON")]
    [InlineData("{", null, "valid JSON")]
    [InlineData("hello", null, "valid JSON")]
    [InlineData("""{"input":"a"} trailing""", null, "valid JSON")]
    [InlineData("""{"input":"a","model":oops}""", null, "valid JSON")]
    [InlineData("""{"input":"a",}""", null, "valid JSON")]
    [InlineData("null", null, "JSON object")]
    [InlineData("[]", null, "JSON object")]
    [InlineData("\"hello\"", null, "JSON object")]
    [InlineData("5", null, "JSON object")]
    [InlineData("{}", "input", "required")]
    [InlineData("""{"model":"all-MiniLM-L6-v2"}""", "input", "required")]
    [InlineData("""{"input":null}""", "input", "required")]
    [InlineData("""{"input":[]}""", "input", "empty array")]
    [InlineData("""{"input":5}""", "input", "a number")]
    [InlineData("""{"input":true}""", "input", "a boolean")]
    [InlineData("""{"input":{"text":"a"}}""", "input", "an object")]
    [InlineData("""{"input":["a",null]}""", "input", "input[1]")]
    [InlineData("""{"input":["a","b",7]}""", "input", "input[2]")]
    [InlineData("""{"input":[["a"]]}""", "input", "input[0]")]
    [InlineData("""{"input":[{"text":"a"}]}""", "input", "input[0]")]
    [InlineData("""{"input":"\ud800"}""", "input", "Unicode")]
    [InlineData("""{"input":["a","\udc00b"]}""", "input", "input[1]")]
    [InlineData("""{"input":["a","b","c","d","e"]}""", "input", "at most 4")]
    [InlineData("""{"input":["a","0123456789012345678901234567890"]}""", "input", "input[1]")]
    [InlineData("""{"input":"a","model":5}""", "model", "string")]
    [InlineData("""{"input":"a","encoding_format":"hex"}""", "encoding_format", "base64")]
    [InlineData("""{"input":"a","encoding_format":1}""", "encoding_format", "base64")]
    [InlineData("""{"input":"a","dimensions":0}""", "dimensions", "384")]
    [InlineData("""{"input":"a","dimensions":-1}""", "dimensions", "384")]
    [InlineData("""{"input":"a","dimensions":1536}""", "dimensions", "384")]
    [InlineData("""{"input":"a","dimensions":1.5}""", "dimensions", "whole number")]
    [InlineData("""{"input":"a","dimensions":"64"}""", "dimensions", "whole number")]
    [InlineData("""{"input":"a","dimensions":99999999999999999999}""", "dimensions", "whole number")]
    public async Task Post_WrongBody_Is400AndNamesTheField(string body, string? param, string inMessage)
    {
        var error = await EmbeddingsCaller.ErrorAsync(Client, body);

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_request_error", "invalid_request", param), (error.Status, error.Type, error.Code, error.Param));
        Assert.Contains(inMessage, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_InvalidUtf8_Is400()
    {
        byte[] body = [.. Encoding.UTF8.GetBytes("{\"input\":\""), 0xC3, 0x28, .. Encoding.UTF8.GetBytes("\"}")];
        using var response = await EmbeddingsCaller.PostAsync(Client, body);
        var error = await EmbeddingsCaller.ErrorAsync(response);

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_request"), (error.Status, error.Code));
    }

    [Fact]
    public async Task Post_LoneSurrogateInAnotherField_Is400()
    {
        var error = await EmbeddingsCaller.ErrorAsync(Client, """{"input":"a","model":"\ud800"}""");

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_request"), (error.Status, error.Code));
        Assert.Contains("Unicode", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_NestedBeyondBounds_Is400()
    {
        var error = await EmbeddingsCaller.ErrorAsync(Client, $$"""{"input":"a","other":{{new string('[', 1000)}}{{new string(']', 1000)}}}""");

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_request"), (error.Status, error.Code));
    }

    [Fact]
    public async Task Post_UnknownModel_Is404AndNamesTheModelsThatExist()
    {
        var error = await EmbeddingsCaller.ErrorAsync(Client, """{"input":"a","model":"gpt-4"}""");

        Assert.Equal((HttpStatusCode.NotFound, "invalid_request_error", "model_not_found", "model"), (error.Status, error.Type, error.Code, error.Param));
        Assert.Contains("aegis-deterministic", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/json; charset=utf-16")]
    public async Task Post_NotDeclaredAsJson_Is415(string mediaType)
    {
        var error = await EmbeddingsCaller.ErrorAsync(Client, """{"input":"a"}""", mediaType);

        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "invalid_request_error", "unsupported_media_type"), (error.Status, error.Type, error.Code));
    }

    [Theory]
    [InlineData("application/json; charset=\"utf-8\"")]
    [InlineData("Application/JSON;charset=UTF8")]
    public async Task Post_DeclaredAsJsonInOtherWords_IsTaken(string mediaType)
    {
        using var response = await EmbeddingsCaller.PostAsync(Client, """{"input":"a"}""", mediaType);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Post_Compressed_Is415AndNamesTheHeader()
    {
        using var content = new ByteArrayContent([0x1f, 0x8b]) { Headers = { ContentType = new("application/json"), ContentEncoding = { "gzip" } } };
        using var response = await Client.PostAsync("/v1/embeddings", content);
        var error = await EmbeddingsCaller.ErrorAsync(response);

        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "unsupported_media_type"), (error.Status, error.Code));
        Assert.Contains("Content-Encoding", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Post_BodyOverTheLimit_Is413(bool chunked)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes($$"""{"input":"{{new string('a', 10_000)}}"}"""));
        content.Headers.ContentType = new("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/embeddings") { Content = content };
        request.Headers.TransferEncodingChunked = chunked;
        using var response = await Client.SendAsync(request);
        var error = await EmbeddingsCaller.ErrorAsync(response);

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "invalid_request_error", "payload_too_large"), (error.Status, error.Type, error.Code));
    }

    [Fact]
    public async Task Post_TokensOverTheLimit_Is400AndCountsThem()
    {
        await using var server = await TestServer.StartAsync("Aegis:Backend=deterministic", "Aegis:Api:MaxRequestTokens=512");
        var text = string.Concat(Enumerable.Repeat("word ", 200));
        var error = await EmbeddingsCaller.ErrorAsync(server.Client, System.Text.Json.JsonSerializer.Serialize(new { input = new[] { text, text, text } }));

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_request", "input"), (error.Status, error.Code, error.Param));
        Assert.Contains("512", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/nowhere", HttpStatusCode.NotFound, "not_found")]
    [InlineData("GET", "/", HttpStatusCode.NotFound, "not_found")]
    [InlineData("POST", "/v1/chat/completions", HttpStatusCode.NotFound, "not_found")]
    [InlineData("GET", "/v1/embeddings", HttpStatusCode.MethodNotAllowed, "method_not_allowed")]
    [InlineData("PUT", "/embeddings", HttpStatusCode.MethodNotAllowed, "method_not_allowed")]
    [InlineData("POST", "/v1/models", HttpStatusCode.MethodNotAllowed, "method_not_allowed")]
    [InlineData("POST", "/health", HttpStatusCode.MethodNotAllowed, "method_not_allowed")]
    [InlineData("DELETE", "/alive", HttpStatusCode.MethodNotAllowed, "method_not_allowed")]
    public async Task Send_RouteOrMethodThatIsNotThere_HasTheEnvelope(string method, string route, HttpStatusCode status, string code)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), route);
        using var response = await Client.SendAsync(request);
        var error = await EmbeddingsCaller.ErrorAsync(response);

        Assert.Equal((status, "invalid_request_error", code), (error.Status, error.Type, error.Code));
        Assert.Equal(status == HttpStatusCode.MethodNotAllowed, response.Content.Headers.Allow.Count > 0);
        Assert.True(response.Headers.Contains("x-request-id"));
    }

    [Theory]
    [InlineData("evil.example", HttpStatusCode.BadRequest)]
    [InlineData("127.0.0.1.evil.example:8181", HttpStatusCode.BadRequest)]
    [InlineData("xn--", HttpStatusCode.BadRequest)]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("LOCALHOST:1234", HttpStatusCode.OK)]
    [InlineData("127.0.0.1", HttpStatusCode.OK)]
    [InlineData("[::1]:8181", HttpStatusCode.OK)]
    public async Task Send_HostHeader_MustNameThisMachine(string host, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health") { Headers = { Host = host } };
        using var response = await Client.SendAsync(request);

        Assert.Equal(status, response.StatusCode);
        if (status == HttpStatusCode.BadRequest)
        {
            Assert.Equal("invalid_request", (await EmbeddingsCaller.ErrorAsync(response)).Code);
        }
    }

    [Fact]
    public void Answer_EveryFailureKind_HasItsRow()
    {
        var answers = Enum.GetValues<FailureKind>().Select(FailureTable.Answer).ToArray();

        Assert.All(answers, answer => Assert.InRange(answer.Status, 400, 599));
        Assert.Equal(answers.Length, answers.Select(answer => answer.Code).Distinct().Count());
    }

    public sealed class SmallLimits : IAsyncLifetime
    {
        internal TestServer Server { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Server = await TestServer.StartAsync(
            "Aegis:Backend=deterministic",
            "Aegis:Api:MaxInputs=4",
            "Aegis:Api:MaxInputCharacters=30",
            "Aegis:Api:MaxBodyBytes=9000");

        public ValueTask DisposeAsync() => Server.DisposeAsync();
    }
}
