using Aegis.EmbeddingServer.Api;
using Aegis.EmbeddingServer.Diagnostics;
using Aegis.EmbeddingServer.Inference;
using Aegis.EmbeddingServer.Model;
using Aegis.EmbeddingServer.Scheduling;
using Aegis.ServiceDefaults;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using OpenTelemetry.Trace;

namespace Aegis.EmbeddingServer;

/// <summary>What each stage puts into the container, in the order of a request's journey.</summary>
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
            .AddSingleton<EmbeddingsRequestReader>()
            .AddSingleton<RequestTokenizer>()
            .AddHostedService(provider => provider.GetRequiredService<RequestTokenizer>())
            .AddSingleton(provider => new ErrorWriter(provider.GetRequiredService<ServerMetrics>().RequestFailed))
            .AddSingleton<EmbeddingsHandler>()
            .AddSingleton<EmbeddingsEndpoint>()
            .AddSingleton<ObservedEmbeddings>()
            .AddSingleton<ModelsEndpoint>()
            .AddSingleton<CanaryEndpoint>();
    }

    public static IServiceCollection AddScheduling(this IServiceCollection services) => services
        .AddSingleton<RunHealth>()
        .AddSingleton<InFlight>()
        .AddHostedService<Drain>()
        .AddSingleton<WorkerContext>()
        .AddSingleton<EngineFactory>();

    public static IServiceCollection AddInference(this IServiceCollection services) => services
        .AddSingleton(provider => new ConsistencyRecords(
            provider.GetRequiredService<AegisOptions>().Model.FullStateDirectory,
            provider.GetRequiredService<ILogger<ConsistencyRecords>>()))
        .AddSingleton<OnnxBackendLoader>()
        .AddSingleton<BackendLoader>()
        .AddSingleton<Func<Backend>>(provider => provider.GetRequiredService<BackendLoader>().Load);

    public static IServiceCollection AddModel(this IServiceCollection services) => services
        .AddSingleton<ServingState>()
        .AddSingleton<ModelLoader>()
        .AddHostedService(provider => provider.GetRequiredService<ModelLoader>())
        .AddSingleton<CanaryProof>()
        .AddHostedService<CanaryWatch>();

    public static IServiceCollection AddDiagnostics(this IServiceCollection services) => services
        .AddSingleton(TimeProvider.System)
        .AddSingleton<ServerMetrics>()
        .AddSingleton(provider => new RequestTracer(
            provider.GetRequiredService<AegisOptions>().Telemetry,
            provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<RequestObserver>();

    public static IServiceCollection AddTraceSampling(this IServiceCollection services) => services
        .ConfigureOpenTelemetryTracerProvider((provider, tracing) => tracing.SetSampler(new TraceSampler(
            new TraceBudget(provider.GetRequiredService<AegisOptions>().Telemetry.TracesPerSecond, provider.GetRequiredService<TimeProvider>()),
            SamplerSetting.Read(provider.GetRequiredService<IConfiguration>()))));
}
