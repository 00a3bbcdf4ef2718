using Aegis.Http.Connections;
using Aegis.Gateway.Diagnostics;
using Aegis.Gateway.Proxying;
using Aegis.Gateway.Settings;
using Aegis.ServiceDefaults;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Aegis.Gateway;

/// <summary>Builds and runs the gateway: one address in front of several embeddings servers.</summary>
internal static class GatewayHost
{
    /// <summary>Not the server's port, so that both can run on one machine.</summary>
    public const string DefaultUrl = "http://127.0.0.1:8180";

    private const string ClientMeter = "System.Net.Http";

    /// <param name="args">Command line; <c>--key=value</c> sets a configuration key.</param>
    /// <param name="customize">For tests: changes the container last.</param>
    /// <exception cref="ConfigurationException">The configuration is wrong.</exception>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? customize = null)
    {
        // The settings file is beside the executable; the current directory may be another.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        ConfigurationFile.Add(builder.Configuration, args);
        var options = GatewayOptions.Read(builder.Configuration);
        FrameworkSettings.Check(builder.Configuration);
        builder.AddServiceDefaults().AddMetrics();
        builder.AddLogFormat();
        builder.UseDefaultUrl(DefaultUrl);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTime(options.Gateway));
        builder.Services
            // The connection to a server.
            .AddConnectionRules(filesOfRequest: 1)
            .AddHttpFront(options.Api)
            .AddSingleton<GatewayMetrics>()
            .AddSingleton(provider => new ErrorWriter(provider.GetRequiredService<GatewayMetrics>().RequestFailed))
            .AddReplicas(options, OtlpSignal.Traces.IsWanted(builder.Configuration))
            // The gateway's own histogram of attempts says more than the HTTP client's metrics, at a lower cost.
            .ConfigureOpenTelemetryMeterProvider(metrics => metrics.AddView(
                instrument => instrument.Meter.Name == ClientMeter ? MetricStreamConfiguration.Drop : null))
            .ConfigureOpenTelemetryTracerProvider((provider, tracing) => tracing.SetSampler(new GatewaySampler(
                new TraceBudget(options.Telemetry.TracesPerSecond, provider.GetRequiredService<TimeProvider>()),
                SamplerSetting.Read(builder.Configuration))));
        customize?.Invoke(builder);

        var app = builder.Build();
        app.UseMiddleware<SocketThreadMiddleware>();
        app.UseHttpFront();
        app.MapLiveness();
        app.MapMetrics();
        app.MapReplicas();
        return app;
    }

    /// <summary>How long a stop may take: the time limit of a request in flight, and a moment.</summary>
    public static TimeSpan ShutdownTime(ReplicaOptions options) => options.RequestTimeLimit + TimeSpan.FromSeconds(1);

    /// <returns>Exit code: 0; 2 when the start failed.</returns>
    public static Task<int> RunAsync(string[] args) => ServiceStart.RunAsync(() => Build(args));
}
