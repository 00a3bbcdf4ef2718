using Aegis.SoakRunner.Run;
using Aegis.SoakRunner.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aegis.SoakRunner.Tests.Run;

/// <summary>docs/telemetry.md has a row for each instrument and log event of the runner, and for nothing else.</summary>
public sealed class SoakTelemetryTests
{
    [Fact]
    public void Instruments_AndTheirAttributes_AreThoseOfTheDocument()
    {
        using var spy = new InstrumentSpy();
        using var telemetry = new SoakTelemetry(spy.Meters, NullLogger<SoakTelemetry>.Instance);
        var report = SampleReport.Build();
        telemetry.WindowEnded(report.Timeline[0]);
        telemetry.RunEnded(report);

        Assert.Equal(
            spy.Rows().Order(StringComparer.Ordinal),
            TelemetryDocument.Rows("Metrics of the soak runner", cells: 4).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void LogEvents_AreThoseOfTheDocument() =>
        Assert.Equal(
            TelemetryDocument.Events(typeof(SoakTelemetry).Assembly), TelemetryDocument.Rows("Log events of the soak runner", cells: 3));
}
