using System.Globalization;
using System.Reflection;
using Aegis.Gateway.Balancing;
using Aegis.Gateway.Diagnostics;
using Aegis.Gateway.Settings;
using Aegis.ServiceDefaults;
using Microsoft.Extensions.DependencyInjection;
using Yarp.ReverseProxy;

namespace Aegis.Gateway.Tests.Diagnostics;

/// <summary>docs/telemetry.md and docs/gateway.md list exactly the instruments, log events and settings of the gateway.</summary>
public sealed class GatewayDocumentTests
{
    // | `Aegis:Gateway:HealthInterval` | `00:00:00.500` | What it means. |
    private static readonly Dictionary<string, string> Settings = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "gateway.md"))
        .Where(line => line.StartsWith("| `Aegis:", StringComparison.Ordinal))
        .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
        .ToDictionary(cells => cells[1].Trim('`'), cells => cells[2]);

    [Fact]
    public async Task Instruments_AndTheirAttributes_AreThoseOfTheDocument()
    {
        var proxy = new ServiceCollection().AddLogging().AddReverseProxy().LoadFromMemory([], []);
        await using var services = proxy.Services.BuildServiceProvider();
        using var spy = new InstrumentSpy();
        using var metrics = new GatewayMetrics(spy.Meters, new ReplicaCluster(services.GetRequiredService<IProxyStateLookup>()));
        metrics.AttemptEnded("127.0.0.1:8181", AttemptOutcome.Answered, TimeSpan.Zero);
        metrics.RequestFailed("upstream_error");

        Assert.Equal(
            TelemetryDocument.Rows("Metrics of the gateway", cells: 4).Order(StringComparer.Ordinal),
            spy.Rows().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void LogEvents_AreThoseOfTheDocument() => Assert.Equal(
        TelemetryDocument.Events(
            typeof(GatewayHost).Assembly,
            typeof(TelemetryConfigurationException).Assembly,
            typeof(FrontOptions).Assembly),
        TelemetryDocument.Rows("Log events of the gateway", cells: 3));

    [Fact]
    public void Settings_AndTheirDefaults_AreThoseOfTheDocument()
    {
        var options = new GatewayOptions();
        var settings = Of(options.Gateway, "Aegis:Gateway").Concat(Of(options.Telemetry, "Aegis:Telemetry"));

        Assert.Equal(settings.Order(), Settings.Select(row => (row.Key, row.Value)).Order());
    }

    private static IEnumerable<(string Key, string Default)> Of(object options, string path) =>
        options.GetType()
            .GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Select(property => ($"{path}:{property.Name}", $"`{Written(property.GetValue(options)!)}`"));

    private static string Written(object value) => value switch
    {
        TimeSpan { Milliseconds: > 0 } time => time.ToString("hh\\:mm\\:ss\\.fff", CultureInfo.InvariantCulture),
        IReadOnlyList<string> list => string.Join("`, `", list),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value}"),
    };
}
