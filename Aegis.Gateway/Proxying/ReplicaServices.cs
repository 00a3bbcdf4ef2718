using Aegis.Gateway.Balancing;
using Aegis.Gateway.Discovery;
using Aegis.Gateway.Health;
using Aegis.ServiceDefaults;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.ServiceDiscovery;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.LoadBalancing;

namespace Aegis.Gateway.Proxying;

/// <summary>The proxy: which servers there are, which of them gets a request, and what happens when it does not answer it.</summary>
internal static class ReplicaServices
{
    /// <summary>Adds it.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="options">Which servers, how long to wait for them, and CORS.</param>
    /// <param name="isTraced">Whether somebody collects traces.</param>
    public static IServiceCollection AddReplicas(this IServiceCollection services, GatewayOptions options, bool isTraced)
    {
        var transforms = new ContractTransforms(options.Api.CorsOrigins.Count > 0, isTraced);
        services.Configure<SocketTransportOptions>(sockets => sockets.UnsafePreferInlineScheduling = true);
        // First, so that it is asked before the one that passes names on as they are.
        services.Insert(0, ServiceDescriptor.Singleton<IServiceEndpointProviderFactory, HostAddressProviderFactory>());
        // Before the proxy's own, which it adds only where there is none.
        services.AddSingleton<IActiveHealthCheckMonitor, NoRounds>();
        services.AddReverseProxy()
            .LoadFromMemory(ReplicaRoutes.Routes, [ReplicaRoutes.Cluster(options.Gateway)])
            .AddTransforms(transforms.Add)
            .ConfigureHttpClient((_, handler) => Configure(handler, options.Gateway, isTraced))
            .AddServiceDiscoveryDestinationResolver();
        return services
            .AddSingleton(options.Gateway)
            .AddSingleton<InFlight>()
            .AddSingleton<Drain>()
            .AddHostedService(provider => provider.GetRequiredService<Drain>())
            .AddSingleton<Replicas>()
            .AddSingleton<ILoadBalancingPolicy, LeastLoaded>()
            .AddSingleton<Alternatives>()
            .AddSingleton<Rotation>()
            .AddHostedService<HealthWatch>()
            .AddSingleton<IPassiveHealthCheckPolicy, RefusalPolicy>();
    }

    private static void Configure(SocketsHttpHandler handler, ReplicaOptions options, bool isTraced)
    {
        handler.ConnectTimeout = options.HealthTimeLimit;
        if (!isTraced)
        {
            // A span for each request that nobody collects; what a caller traces is passed on all the same (ContractTransforms).
            handler.ActivityHeadersPropagator = null;
        }
    }

    /// <summary>Maps every route that is not the gateway's own, in the order in which a request meets the steps.</summary>
    public static void MapReplicas(this IEndpointRouteBuilder endpoints) => endpoints
        .MapReverseProxy(steps =>
        {
            steps.UseMiddleware<DrainMiddleware>();
            steps.UseMiddleware<BodyMiddleware>();
            steps.UseMiddleware<RetryMiddleware>();
            steps.UseLoadBalancing();
            steps.UseMiddleware<AttemptMiddleware>();
            steps.UsePassiveHealthChecks();
        })
        .ConfigureEndpoints((endpoint, route) =>
        {
            if (ReplicaRoutes.IsOpen(route))
            {
                endpoint.WithMetadata(new OpenRouteMetadata());
            }
        });
}
