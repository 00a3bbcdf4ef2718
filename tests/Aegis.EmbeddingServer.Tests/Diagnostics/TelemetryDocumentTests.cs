using System.Diagnostics;
using System.Reflection;
using Aegis.ServiceDefaults;

namespace Aegis.EmbeddingServer.Tests.Diagnostics;

/// <summary>docs/telemetry.md has a row for each instrument, span and log event, and for nothing else.</summary>
public sealed class TelemetryDocumentTests
{
    private static readonly ModelIdentity Backend = new("model", null, 0, BackendKind.Onnx, "fingerprint", "cpu", "int8")
    {
        Runtime = "1.0"
    };

    private static readonly RequestFacts Everything = new()
    {
        RequestId = "id",
        Model = "alias",
        Failure = "internal",
        Inputs = 1,
        Tokens = 2,
        Dimensions = 3
    };

    [Fact]
    public void Instruments_AndTheirAttributes_AreThoseOfTheDocument()
    {
        using var spy = new InstrumentSpy();
        using var metrics = new ServerMetrics(spy.Meters);
        metrics.Serves(Backend);
        metrics.ObserveModel(Backend);
        metrics.ObserveScheduler(() => (1, 2, 3), workers: 2);
        metrics.CanaryEnded(isRight: true);
        metrics.CacheAsked(found: true);
        metrics.RequestFailed("internal");
        metrics.StageEnded(Stage.Read, TimeSpan.Zero);
        metrics.RunEnded(new BatchFacts(1, 2, 3), TimeSpan.Zero);
        metrics.RequestEnded(Everything, TimeSpan.Zero);
        metrics.RequestEnded(new RequestFacts { RequestId = "id" }, TimeSpan.Zero);

        Assert.Equal(
            spy.Rows().Order(StringComparer.Ordinal),
            TelemetryDocument.Rows("Metrics of the server", cells: 4).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Spans_AreThoseOfTheDocument()
    {
        var stages = typeof(Stage).GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral)
            .Select(field => (string)field.GetRawConstantValue()!);

        Assert.Equal(
            new[] { "POST /v1/embeddings", RequestTracer.BatchSpan }.Concat(stages).Order(StringComparer.Ordinal),
            TelemetryDocument.Table("Spans of the server").Select(row => row[0]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Attributes_OfSpans_AreThoseOfTheDocument()
    {
        using var framework = new ActivitySource(TelemetrySpy.OfTests + nameof(TelemetryDocumentTests));
        using var spans = new TelemetrySpy(alsoOfTests: framework.Name);
        var tracer = new RequestTracer(new TelemetryOptions(), TimeProvider.System);
        tracer.Serves(Backend);
        var runs = new BatchTraces();
        runs.Add(new BatchTrace(new BatchFacts(1, 2, 3), 0, TimeSpan.Zero));
        using var request = framework.StartActivity("request")!;

        tracer.RequestEnded(request, Everything, TimeSpan.Zero, new RequestParts(0, [], runs));

        var documented = TelemetryDocument.Table("Spans of the server").ToDictionary(row => row[0], row => row[1]);
        Assert.Equal(documented["POST /v1/embeddings"], Keys(request));
        var run = spans.Spans.Single(span => span.SpanId == Assert.Single(request.Links).Context.SpanId);
        Assert.Equal(documented[RequestTracer.BatchSpan], Keys(run));
    }

    [Fact]
    public void LogEvents_AreThoseOfTheDocument()
    {
        var declared = TelemetryDocument.Events(typeof(ServerMetrics).Assembly, typeof(TelemetryConfigurationException).Assembly, typeof(FrontOptions).Assembly).ToArray();

        Assert.Equal(declared, TelemetryDocument.Rows("Log events of the server", cells: 3));
        Assert.Equal(declared.Length, declared.Select(row => row.Split(" | ")[0]).Distinct().Count());
    }

    private static string Keys(Activity span) => string.Join(", ", span.TagObjects.Select(tag => tag.Key).Order(StringComparer.Ordinal));
}
