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
    public static IServiceCollection AddReplicas(this IServiceCollection services, ReplicaOptions options)
    {
        services.Configure<SocketTransportOptions>(sockets => sockets.UnsafePreferInlineScheduling = true);
        // First, so that it is asked before the one that passes names on as they are.
        services.Insert(0, ServiceDescriptor.Singleton<IServiceEndpointProviderFactory, HostAddressProviderFactory>());
        services.AddReverseProxy()
            .LoadFromMemory(ReplicaRoutes.Routes, [ReplicaRoutes.Cluster(options)])
            .AddTransforms(ContractTransforms.Add)
            .ConfigureHttpClient((_, handler) => handler.ConnectTimeout = options.HealthTimeLimit)
            .AddServiceDiscoveryDestinationResolver();
        return services
            .AddSingleton(options)
            .AddSingleton<Replicas>()
            .AddSingleton<ILoadBalancingPolicy, LeastLoaded>()
            .AddSingleton<IActiveHealthCheckPolicy, ProbePolicy>()
            .AddSingleton<IPassiveHealthCheckPolicy, RefusalPolicy>();
    }

    /// <summary>Maps every route that is not the gateway's own, in the order in which a request meets the steps.</summary>
    public static void MapReplicas(this IEndpointRouteBuilder endpoints) => endpoints
        .MapReverseProxy(steps =>
        {
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
