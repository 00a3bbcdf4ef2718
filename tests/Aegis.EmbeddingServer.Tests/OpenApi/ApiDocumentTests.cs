using System.Text.Json.Nodes;

namespace Aegis.EmbeddingServer.Tests.OpenApi;

public sealed class ApiDocumentTests
{
    // After a change that is meant: curl http://127.0.0.1:8181/openapi/v1.json > docs/contracts/openapi-v1.json
    [Fact]
    public async Task Document_Served_IsTheOneInTheRepository()
    {
        await using var server = await TestServer.StartAsync("Aegis:Backend=deterministic");
        var kept = await File.ReadAllTextAsync(Repository.File("docs", "contracts", "openapi-v1.json"));

        Assert.Equal(kept.TrimEnd(), await server.Client.GetStringAsync("/openapi/v1.json"));
    }

    [Fact]
    public async Task Document_OfAServerWithOtherLimits_SaysThem()
    {
        await using var server = await TestServer.StartAsync("Aegis:Backend=deterministic", "Aegis:Api:MaxInputs=7");
        var schemas = (await DocumentAsync(server))["components"]!["schemas"]!;
        var several = schemas["EmbeddingsRequest"]!["properties"]!["input"]!["anyOf"]![2]!;

        Assert.Equal(7, several["maxItems"]!.GetValue<int>());
    }

    [Fact]
    public async Task Document_Errors_AreThoseOfTheCode()
    {
        await using var server = await TestServer.StartAsync("Aegis:Backend=deterministic");
        var document = await DocumentAsync(server);
        var codes = document["components"]!["schemas"]!["Error"]!["properties"]!["error"]!["properties"]!["code"]!["enum"]!.AsArray();

        Assert.Equal(
            Enum.GetValues<FailureKind>().Select(kind => FailureTable.Answer(kind).Code),
            codes.Select(code => code!.GetValue<string>()));
    }

    // The page must not ask anybody but this server for anything: no fonts, no telemetry, no assistant.
    [Fact]
    public async Task Page_ToReadIt_AsksNobodyElse()
    {
        await using var server = await TestServer.StartAsync("Aegis:Backend=deterministic");
        using var response = await server.Client.GetAsync("/docs");
        var page = await response.Content.ReadAsStringAsync();

        Assert.StartsWith("default-src 'self';", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.DoesNotContain("http://", page, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", page, StringComparison.Ordinal);
        Assert.Contains("\"telemetry\":false", page, StringComparison.Ordinal);
    }

    private static async Task<JsonNode> DocumentAsync(TestServer server) =>
        JsonNode.Parse(await server.Client.GetStringAsync("/openapi/v1.json"))!;
}
