using Aegis.EmbeddingServer.Api.Canary;
using Aegis.EmbeddingServer.Api.Embeddings;
using Aegis.EmbeddingServer.Api.Health;
using Aegis.EmbeddingServer.Api.Models;
using Aegis.EmbeddingServer.Configuration;
using Aegis.EmbeddingServer.Diagnostics;
using Aegis.EmbeddingServer.Serving;
using Aegis.Engine;
using Aegis.Engine.Loading;
using Aegis.Engine.Proof;
using Aegis.ServiceDefaults;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using OpenTelemetry.Trace;

namespace Aegis.EmbeddingServer.Hosting;

/// <summary>The services of each folder, in the order of a request.</summary>
internal static class ServerServices
{
    public static IServiceCollection AddApi(this IServiceCollection services, ApiOptions options)
    {
        services.Configure<SocketTransportOptions>(sockets => sockets.UnsafePreferInlineScheduling = true);
        services.AddHealthChecks().AddCheck<HealthEndpoint>("model");
        return services
            .AddHttpFront(options)
            .AddSingleton(options)
            .AddSingleton(provider => new AnswerGate(provider.GetRequiredService<AegisOptions>().Admission))
            .AddSingleton<OrderRules>()
            .AddSingleton<OrderReader>()
            .AddSingleton<OrderTokenizer>()
            .AddHostedService(provider => provider.GetRequiredService<OrderTokenizer>())
            .AddSingleton(provider => new ErrorWriter(provider.GetRequiredService<ServerMetrics>().RequestFailed))
            .AddSingleton<EmbeddingsHandler>()
            .AddSingleton<EmbeddingsEndpoint>()
            .AddSingleton<ModelsEndpoint>()
            .AddSingleton<CanaryEndpoint>();
    }

    public static IServiceCollection AddEngine(this IServiceCollection services) => services
        .AddSingleton(provider => provider.GetRequiredService<AegisOptions>().ToLoadSettings())
        .AddSingleton(provider => new ConsistencyRecords(
            provider.GetRequiredService<LoadSettings>().StateDirectory,
            provider.GetRequiredService<ILogger<ConsistencyRecords>>()))
        .AddSingleton<CandidateLoader>()
        .AddSingleton<ModelLoader>()
        .AddSingleton<Func<ProvenModel>>(provider => provider.GetRequiredService<ModelLoader>().Load)
        .AddSingleton<EngineServices>()
        .AddSingleton(TimeProvider.System);

    public static IServiceCollection AddServing(this IServiceCollection services) => services
        .AddSingleton<InFlight>()
        .AddHostedService<Drain>()
        .AddSingleton<ServingState>()
        .AddSingleton<ServingContext>()
        .AddSingleton<ModelHost>()
        .AddHostedService(provider => provider.GetRequiredService<ModelHost>())
        .AddSingleton<CanaryProof>()
        .AddHostedService<CanaryWatch>();

    public static IServiceCollection AddDiagnostics(this IServiceCollection services) => services
        .AddSingleton<ServerMetrics>()
        .AddSingleton(provider => new RequestTracer(
            provider.GetRequiredService<AegisOptions>().Telemetry,
            provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<RequestObserver>()
        .ConfigureOpenTelemetryTracerProvider((provider, tracing) => tracing.SetSampler(new TraceSampler(
            new TraceBudget(
                provider.GetRequiredService<AegisOptions>().Telemetry.TracesPerSecond,
                provider.GetRequiredService<TimeProvider>()),
            SamplerSetting.Read(provider.GetRequiredService<IConfiguration>()))));
}
