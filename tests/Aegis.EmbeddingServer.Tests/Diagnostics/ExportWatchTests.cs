using System.Diagnostics.Tracing;
using Aegis.ServiceDefaults;
using Microsoft.Extensions.Time.Testing;

namespace Aegis.EmbeddingServer.Tests.Diagnostics;

/// <summary>What the log says of a collector that is not reached.</summary>
public sealed class ExportWatchTests
{
    [Fact]
    public void Failures_AreLoggedOnceAMinute_WithHowManyThereWere()
    {
        var clock = new FakeTimeProvider();
        var logger = new CollectingLogger<ExportWatch>();
        using var exporter = new FailingExporter();
        using var watch = new ExportWatch(logger, clock);

        exporter.Fail("http://localhost:4317", "refused\n   at Somewhere()");
        exporter.Fail("http://localhost:4317", "refused");
        clock.Advance(TimeSpan.FromSeconds(59));
        exporter.Fail("http://localhost:4317", "refused");
        clock.Advance(TimeSpan.FromSeconds(1));
        exporter.Fail("http://localhost:4317", new string('x', 10_000));
        exporter.Succeed();

        Assert.Equal(2, logger.Warnings.Count);
        Assert.Equal(
            "Telemetry does not reach its collector (failures: 1); requests are not affected. "
            + "Sending to http://localhost:4317 failed: refused",
            logger.Warnings[0]);
        Assert.Contains("(failures: 3)", logger.Warnings[1], StringComparison.Ordinal);
        Assert.InRange(logger.Warnings[1].Length, 300, 500);
    }

    /// <summary>Reports as the exporter does, whose source this has the name of.</summary>
    [EventSource(Name = ExportWatch.ExporterEvents)]
    private sealed class FailingExporter : EventSource
    {
        [Event(1, Level = EventLevel.Error, Message = "Sending to {0} failed: {1}")]
        public void Fail(string endpoint, string reason) => WriteEvent(1, endpoint, reason);

        [Event(2, Level = EventLevel.Informational, Message = "Sent")]
        public void Succeed() => WriteEvent(2);
    }
}
