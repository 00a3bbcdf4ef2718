using Aegis.SoakRunner.Live;
using Aegis.SoakRunner.Plan;
using Aegis.SoakRunner.Target;
using Microsoft.Extensions.ServiceDiscovery;

namespace Aegis.SoakRunner.Run;

internal static class RunnerHost
{
    private const string TargetResource = "embeddings";

    public const string DefaultTarget = "http://127.0.0.1:8181";

    public static void AddSoak(this IHostApplicationBuilder builder, string output, bool mayStopTarget, Uri target, string? profile = null)
    {
        var settings = new RunSettings(target, Path.GetFullPath(output), TargetHttp.Key, mayStopTarget) { Profile = profile };
        builder.Services
            .AddSingleton(TimeProvider.System)
            .AddSingleton(settings)
            .AddSingleton(new LiveFeed(target.GetLeftPart(UriPartial.Authority)))
            .AddSingleton<SoakTelemetry>()
            .AddSingleton<SoakRuns>()
            .AddSingleton<PastRuns>();
    }

    /// <summary>
    /// The given target, else the resource <c>embeddings</c> of service discovery, else the default. Resolved once: a look-up for
    /// each request would be measured with it.
    /// </summary>
    public static async Task<Uri> FindTargetAsync(Uri? given, IConfiguration configuration, CancellationToken cancellationToken)
    {
        if (given is not null)
        {
            return given;
        }

        await using var discovery = new ServiceCollection()
            .AddLogging()
            .AddSingleton(configuration)
            .AddServiceDiscovery()
            .BuildServiceProvider();
        if (!configuration.GetSection($"services:{TargetResource}").Exists())
        {
            return new Uri(DefaultTarget);
        }

        var found = await discovery.GetRequiredService<ServiceEndpointResolver>()
            .GetEndpointsAsync($"http://{TargetResource}", cancellationToken);
        return new Uri(found.Endpoints[0].ToString()!);
    }
}
