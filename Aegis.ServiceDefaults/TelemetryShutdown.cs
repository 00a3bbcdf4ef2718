using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Aegis.ServiceDefaults;

/// <summary>
/// Sends the remaining telemetry when the service has stopped, all three signals at the same time. By default each signal
/// waits up to 5 s for a collector that does not answer, one after the other. Orchestrators kill a process before that.
/// </summary>
internal sealed class TelemetryShutdown(IServiceProvider services) : LifecycleService
{
    /// <summary>The longest time that this adds to a stop.</summary>
    public const int LimitMilliseconds = 1500;

    public override Task StoppedAsync(CancellationToken cancellationToken) => Task.WhenAll(
        Task.Run(() => services.GetService<TracerProvider>()?.Shutdown(LimitMilliseconds), CancellationToken.None),
        Task.Run(() => services.GetService<MeterProvider>()?.Shutdown(LimitMilliseconds), CancellationToken.None),
        Task.Run(() => services.GetService<LoggerProvider>()?.Shutdown(LimitMilliseconds), CancellationToken.None));
}
