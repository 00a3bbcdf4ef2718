using System.Text;
using Aegis.Gateway.Balancing;
using Aegis.Gateway.Discovery;
using Aegis.Gateway.Health;
using Aegis.Gateway.Settings;
using Aegis.ServiceDefaults;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.ServiceDiscovery;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.LoadBalancing;

namespace Aegis.Gateway.Proxying;

/// <summary>Registers the proxy: discovery, balancing, health checks, retries and drain.</summary>
internal static class ReplicaServices
{
    /// <param name="services">The container.</param>
    /// <param name="options">Servers, time limits and CORS.</param>
    /// <param name="isTraced">Whether the gateway's spans are exported.</param>
    public static IServiceCollection AddReplicas(this IServiceCollection services, GatewayOptions options, bool isTraced)
    {
        var transforms = new ContractTransforms(options.Api.CorsOrigins.Count > 0, isTraced);
        services.Configure<SocketTransportOptions>(sockets => sockets.UnsafePreferInlineScheduling = true);
        // First: the framework asks providers in order, and its own pass-through provider would answer for every name.
        services.Insert(0, ServiceDescriptor.Singleton<IServiceEndpointProviderFactory, HostAddressProviderFactory>());
        // Before AddReverseProxy, which adds its own monitor only if there is none.
        services.AddSingleton<IActiveHealthCheckMonitor, DisabledHealthCheckMonitor>();
        services.AddReverseProxy()
            .LoadFromMemory(ReplicaRoutes.Routes, [ReplicaRoutes.Cluster(options.Gateway)])
            .AddTransforms(transforms.Add)
            .ConfigureHttpClient((_, handler) => ConfigureHandler(handler, options.Gateway, isTraced))
            .AddServiceDiscoveryDestinationResolver();
        return services
            .AddSingleton(options.Gateway)
            .AddSingleton<InFlight>()
            .AddSingleton<GatewayDrain>()
            .AddHostedService(provider => provider.GetRequiredService<GatewayDrain>())
            .AddSingleton<ReplicaTable>()
            .AddSingleton<ReplicaCluster>()
            .AddSingleton<ILoadBalancingPolicy, LeastLoadedPolicy>()
            .AddSingleton<ReplicaHealthUpdater>()
            .AddHostedService<HealthMonitor>()
            .AddSingleton<IPassiveHealthCheckPolicy, RefusalPolicy>();
    }

    private static void ConfigureHandler(SocketsHttpHandler handler, ReplicaOptions options, bool isTraced)
    {
        handler.ConnectTimeout = options.HealthTimeLimit;
        // As the web server reads and writes them: the bytes of a header stay the same.
        handler.RequestHeaderEncodingSelector = (_, _) => Encoding.Latin1;
        handler.ResponseHeaderEncodingSelector = (_, _) => Encoding.Latin1;
        if (!isTraced)
        {
            // No span for each request, since spans are not exported. ContractTransforms passes on the caller's trace headers.
            handler.ActivityHeadersPropagator = null;
        }
    }

    /// <summary>Maps every route that is not the gateway's own. A request passes the steps in this order.</summary>
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
