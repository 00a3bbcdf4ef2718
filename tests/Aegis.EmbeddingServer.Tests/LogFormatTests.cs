using System.Globalization;
using System.Text.Json;

namespace Aegis.EmbeddingServer.Tests;

/// <summary>What collects logs reads lines.</summary>
public sealed class LogFormatTests
{
    private const string FreePort = "--urls=http://127.0.0.1:0";
    private const string Json = "--Logging:Console:FormatterName=json";

    [Fact]
    public async Task Json_WhenAskedFor_IsOneObjectALineWithTimeAndRequest()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "SIGTERM is Unix's");
        await using var server = ServerProcess.Start(
            new Dictionary<string, string?>(),
            FreePort,
            Json,
            "--Aegis:Backend=deterministic",
            "--Logging:LogLevel:Microsoft.AspNetCore=Debug");
        using var client = new HttpClient { BaseAddress = await server.AddressAsync() };
        await ServerProcessTests.ReadyAsync(client);
        client.DefaultRequestHeaders.Add("x-request-id", "request-of-the-test");
        await EmbeddingsCaller.VectorsAsync(client, new { input = "a text" });
        server.Terminate();
        await server.ExitCodeAsync();

        var records = server.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)
            .ToArray();

        Assert.All(records, record => Assert.Equal(TimeSpan.Zero, Timestamp(record).Offset));
        Assert.Contains(records, record => RequestIds(record).Contains("request-of-the-test"));
    }

    [Fact]
    public async Task Json_WithOptionsOfItsOwn_KeepsThem()
    {
        await using var server = ServerProcess.Start(
            new Dictionary<string, string?>(),
            FreePort,
            Json,
            "--Aegis:Backend=deterministic",
            "--Logging:Console:FormatterOptions:TimestampFormat=yyyy");
        await server.AddressAsync();

        using var first = JsonDocument.Parse(server.Output.Split('\n')[0]);

        Assert.Equal(4, first.RootElement.GetProperty("Timestamp").GetString()!.Length);
    }

    private static DateTimeOffset Timestamp(JsonElement record) => DateTimeOffset.ParseExact(
        record.GetProperty("Timestamp").GetString()!, "yyyy-MM-ddTHH:mm:ss.fffK", CultureInfo.InvariantCulture);

    private static IEnumerable<string?> RequestIds(JsonElement record) => record.TryGetProperty("Scopes", out var scopes)
        ? scopes.EnumerateArray().Where(scope => scope.ValueKind == JsonValueKind.Object && scope.TryGetProperty("aegis.request.id", out _))
            .Select(scope => scope.GetProperty("aegis.request.id").GetString())
        : [];
}
