using System.Net;
using System.Net.Sockets;

namespace Aegis.EmbeddingServer.Tests.Diagnostics;

/// <summary>
/// A collector that is down, does not answer, or answers errors: requests do not notice, memory stays, the log says it once.
/// </summary>
public sealed class OtlpFaultTests
{
    private const string LogLine = "Telemetry does not reach its collector";

    // Each has seven spans, some 4 KiB: together several times what the heap would have room for.
    private const int Requests = 12_000;

    private const int Callers = 8;

    /// <summary>Bytes of the managed heap, as the runtime reads it: hexadecimal. The server needs half of it.</summary>
    private const string HeapLimit = "2800000";

    [Theory]
    [InlineData("down", "grpc")]
    [InlineData("silent", "http/protobuf")]
    [InlineData("refusing", "http/protobuf")]
    public async Task Collector_ThatFails_HarmsNothing(string fault, string protocol)
    {
        await using var collector = fault == "down" ? null : await OtlpCollector.StartAsync(fault == "silent" ? null : 503);
        var started = TimeProvider.System.GetTimestamp();
        await using var server = ServerProcess.Start(
            Environment(fault, protocol, collector),
            "--urls=http://127.0.0.1:0",
            "--Aegis:Backend=deterministic");
        using var client = new HttpClient { BaseAddress = await server.AddressAsync() };
        await ServerProcessTests.ReadyAsync(client);

        await Parallel.ForEachAsync(Enumerable.Range(0, Requests), new ParallelOptions { MaxDegreeOfParallelism = Callers }, async (_, _) =>
        {
            using var answer = await EmbeddingsCaller.PostAsync(client, """{"input":"a text of some words"}""");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        });

        await Deadline.UntilAsync(() => server.Output.Contains(LogLine, StringComparison.Ordinal));
        server.Terminate();
        Assert.Equal(0, await server.ExitCodeAsync());

        // Once, and once more for each whole minute of a machine that is too busy to be done in one.
        Assert.InRange(server.Output.Split(LogLine).Length - 1, 1, 1 + (int)TimeProvider.System.GetElapsedTime(started).TotalMinutes);
    }

    // As Aspire sets them for its resources, with everything traced and sent at once.
    private static Dictionary<string, string?> Environment(string fault, string protocol, OtlpCollector? collector) => new()
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = fault == "down"
            ? $"http://127.0.0.1:{ClosedPort()}"
            : (protocol == "grpc" ? collector!.Grpc : collector!.Http).AbsoluteUri,
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = protocol,
        ["OTEL_EXPORTER_OTLP_TIMEOUT"] = "1000",
        ["OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY"] = "in_memory",
        ["OTEL_TRACES_SAMPLER"] = "always_on",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
        ["OTEL_BLRP_SCHEDULE_DELAY"] = "100",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "1000",
        ["DOTNET_GCHeapHardLimit"] = HeapLimit,
    };

    private static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
