using System.Net;
using System.Net.Sockets;
using Aegis.EmbeddingServer.Tests.Api;
using Aegis.EmbeddingServer.Tests.Support;

namespace Aegis.EmbeddingServer.Tests.Diagnostics;

/// <summary>A collector that is down, does not answer, or answers errors: requests do not notice, memory stays, the log says it once.</summary>
[Collection(MemoryTestGroup.Name)]
public sealed class OtlpFaultTests
{
    private const string LogLine = "Telemetry does not reach its collector";

    // Each has seven spans: in each round several times what the exporter's queue holds.
    private const int Requests = 2000;
    private const int Rounds = 3;

    // A quarter of what the spans of three rounds would take if they were kept.
    private const long MostGrowth = 12 * 1024 * 1024;

    [Theory]
    [InlineData("down", "grpc")]
    [InlineData("silent", "http/protobuf")]
    [InlineData("refusing", "http/protobuf")]
    public async Task Collector_ThatFails_HarmsNothing(string fault, string protocol)
    {
        Assert.SkipWhen(OperatingSystem.IsMacOS(), "the working set of another process is not known there");
        await using var collector = fault == "down" ? null : await OtlpCollector.StartAsync(fault == "silent" ? null : 503);
        await using var server = ServerProcess.Start(Environment(fault, protocol, collector), "--urls=http://127.0.0.1:0", "--Aegis:Backend=deterministic");
        using var client = new HttpClient { BaseAddress = await server.AddressAsync() };
        await ServerProcessTests.ReadyAsync(client);

        var early = await RoundsAsync(client, server);
        await Deadline.UntilAsync(() => server.Output.Contains(LogLine, StringComparison.Ordinal));
        var late = await RoundsAsync(client, server);

        // Where the collector stands differs from round to round; what is kept is there in all of them.
        Assert.InRange(late.Min(), 1, early.Max() + MostGrowth);
        server.Terminate();
        Assert.Equal(0, await server.ExitCodeAsync());
        Assert.Equal(2, server.Output.Split(LogLine).Length);
    }

    // As Aspire sets them for its resources, with everything traced and sent at once.
    private static Dictionary<string, string?> Environment(string fault, string protocol, OtlpCollector? collector) => new()
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = fault == "down" ? $"http://127.0.0.1:{ClosedPort()}" : (protocol == "grpc" ? collector!.Grpc : collector!.Http).AbsoluteUri,
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = protocol,
        ["OTEL_EXPORTER_OTLP_TIMEOUT"] = "1000",
        ["OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY"] = "in_memory",
        ["OTEL_TRACES_SAMPLER"] = "always_on",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
        ["OTEL_BLRP_SCHEDULE_DELAY"] = "100",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "1000",
    };

    private static async Task<List<long>> RoundsAsync(HttpClient client, ServerProcess server)
    {
        var workingSets = new List<long>();
        for (var round = 0; round < Rounds; round++)
        {
            for (var request = 0; request < Requests; request++)
            {
                using var answer = await EmbeddingsCaller.PostAsync(client, """{"input":"a text of some words"}""");
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            }

            workingSets.Add(server.WorkingSet);
        }

        return workingSets;
    }

    private static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
