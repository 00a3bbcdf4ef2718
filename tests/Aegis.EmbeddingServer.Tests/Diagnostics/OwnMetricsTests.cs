namespace Aegis.EmbeddingServer.Tests.Diagnostics;

/// <summary>A process may hold several servers; each has metrics of its own.</summary>
public sealed class OwnMetricsTests
{
    [Fact]
    public async Task Metrics_OfOneOfTwoServers_AreItsOwn()
    {
        await using var quiet = await TestServer.StartAsync("Aegis:Backend=deterministic", "Aegis:Model:Id=quiet");
        await using var busy = await TestServer.StartAsync("Aegis:Backend=deterministic", "Aegis:Model:Id=busy");
        await EmbeddingsCaller.VectorsAsync(busy.Client, new { input = "hello" });

        var (ofQuiet, ofBusy) = (await quiet.Client.GetStringAsync("/metrics"), await busy.Client.GetStringAsync("/metrics"));

        Assert.DoesNotContain("\"busy\"", ofQuiet, StringComparison.Ordinal);
        Assert.Contains("\"busy\"", ofBusy, StringComparison.Ordinal);
        Assert.DoesNotContain("\"quiet\"", ofBusy, StringComparison.Ordinal);
        Assert.Contains("gen_ai_server_request_duration_seconds", ofBusy, StringComparison.Ordinal);
        Assert.DoesNotContain("gen_ai_server_request_duration_seconds", ofQuiet, StringComparison.Ordinal);
    }
}
