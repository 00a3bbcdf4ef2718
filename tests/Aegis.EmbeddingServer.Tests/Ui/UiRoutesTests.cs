using System.Net;
using System.Text.Json;

namespace Aegis.EmbeddingServer.Tests.Ui;

/// <summary>The page's files over HTTP. What a caller may rely on is in the contract's fixtures as well.</summary>
public sealed class UiRoutesTests(RealModelServer fixture) : IClassFixture<RealModelServer>
{
    private const string NoModel = "Aegis:Backend=deterministic";

    private HttpClient Client => fixture.Server.Client;

    public static TheoryData<string> Paths => [.. UiFile.ReadAll().Keys.Select(path => path == "index.html" ? "/" : "/ui/" + path)];

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task File_Asked_HasItsTypeAndTheHeadersThatGuardIt(string path)
    {
        using var response = await Client.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(TypeOf(path), response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", response.Headers.GetValues("Referrer-Policy").Single());
        Assert.True(response.Headers.CacheControl?.NoCache);
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.All(
            [
                "default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'", "base-uri 'none'",
                "form-action 'none'", "frame-ancestors 'none'",
            ],
            rule => Assert.Contains(rule, policy, StringComparison.Ordinal));
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task File_AskedAgainWithItsTag_IsNotSentAgain(string path)
    {
        using var first = await Client.GetAsync(path);
        using var again = new HttpRequestMessage(HttpMethod.Get, path);
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var stale = new HttpRequestMessage(HttpMethod.Get, path);
        stale.Headers.IfNoneMatch.Add(new("\"of-an-older-server\""));

        using var unchanged = await Client.SendAsync(again);
        using var changed = await Client.SendAsync(stale);

        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
        Assert.Empty(await unchanged.Content.ReadAsByteArrayAsync());
        Assert.Equal(await first.Content.ReadAsByteArrayAsync(), await changed.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public void Tags_OfAllFiles_Differ()
    {
        var tags = UiFile.ReadAll().Values.Select(file => file.EntityTag.Tag.ToString()).ToList();

        Assert.NotEmpty(tags);
        Assert.Equal(tags, tags.Distinct());
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/ui/js/app.js")]
    [InlineData("/ui/icon.svg")]
    public async Task File_PageIsSwitchedOff_IsAnUnknownRoute(string path)
    {
        await using var server = await TestServer.StartAsync(NoModel, "Aegis:Ui:Enabled=false");

        using var response = await server.Client.GetAsync(path);

        var error = await EmbeddingsCaller.ErrorAsync(response);
        Assert.Equal((HttpStatusCode.NotFound, "not_found"), (error.Status, error.Code));
    }

    [Theory]
    [InlineData("/ui")]
    [InlineData("/ui/")]
    [InlineData("/ui/js")]
    [InlineData("/ui/js/APP.js")]
    [InlineData("/ui/index.html/more")]
    [InlineData("/ui/..%2f..%2fappsettings.json")]
    [InlineData("/ui/%2e%2e/appsettings.json")]
    [InlineData("/index.html")]
    public async Task Path_OfNoFile_IsAnUnknownRoute(string path)
    {
        using var response = await Client.GetAsync(path);

        Assert.Equal("not_found", (await EmbeddingsCaller.ErrorAsync(response)).Code);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/ui/js/app.js")]
    public async Task File_KeysAreConfigured_IsOpenWhileDataIsNot(string path)
    {
        await using var server = await TestServer.StartAsync(NoModel, "Aegis:Api:Keys=the-key");

        using var file = await server.Client.GetAsync(path);
        using var models = await server.Client.GetAsync("/v1/models");
        using var metrics = await server.Client.GetAsync("/metrics");

        Assert.Equal(HttpStatusCode.OK, file.StatusCode);
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (models.StatusCode, metrics.StatusCode));
    }

    [Fact]
    public async Task Document_OfTheApi_DoesNotNameThePage()
    {
        using var document = JsonDocument.Parse(await Client.GetStringAsync("/openapi/v1.json"));

        var paths = document.RootElement.GetProperty("paths").EnumerateObject().Select(path => path.Name).ToList();
        Assert.Contains("/v1/embeddings", paths);
        Assert.DoesNotContain(paths, path => path == "/" || path.StartsWith("/ui", StringComparison.Ordinal));
    }

    private static string TypeOf(string path) => Path.GetExtension(path) switch
    {
        ".js" => "text/javascript",
        ".css" => "text/css",
        ".svg" => "image/svg+xml",
        _ => "text/html",
    };
}
