using Aegis.EmbeddingServer.Api;
using Aegis.EmbeddingServer.Diagnostics;
using Aegis.EmbeddingServer.Inference;
using Aegis.EmbeddingServer.Model;
using Aegis.EmbeddingServer.Scheduling;
using Aegis.ServiceDefaults;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using OpenTelemetry.Trace;

namespace Aegis.EmbeddingServer;

/// <summary>What each stage puts into the container, in the order of a request's journey.</summary>
internal static class ServerServices
{
    public static IServiceCollection AddApi(this IServiceCollection services, ApiOptions options)
    {
        services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // A caller that reads nothing holds its answer in memory: not for the minutes that the default allows.
            kestrel.Limits.MinResponseDataRate = new MinDataRate(bytesPerSecond: 16 * 1024, gracePeriod: TimeSpan.FromSeconds(5));
            kestrel.Limits.MaxRequestBodySize = BodyGate.DiscardedBodies * (long)options.MaxBodyBytes;
        });
        services.Configure<SocketTransportOptions>(sockets => sockets.UnsafePreferInlineScheduling = true);
        // HostMiddleware does this in the envelope; the framework's own filter answers with a page of HTML.
        services.PostConfigure<HostFilteringOptions>(filter => filter.AllowedHosts = ["*"]);
        services.AddCors(cors => cors.AddDefaultPolicy(policy => policy
            .WithOrigins([.. options.CorsOrigins])
            .WithMethods(HttpMethods.Get, HttpMethods.Head, HttpMethods.Post)
            .AllowAnyHeader()
            .WithExposedHeaders(ApiHeaders.OfAnswers)));
        services.AddHealthChecks().AddCheck<HealthEndpoint>("model");
        return services
            .AddSingleton(options)
            .AddSingleton<BodyGate>()
            .AddSingleton(provider => new AnswerGate(provider.GetRequiredService<AegisOptions>().Admission))
            .AddSingleton<EmbeddingsRequestReader>()
            .AddSingleton<RequestTokenizer>()
            .AddHostedService(provider => provider.GetRequiredService<RequestTokenizer>())
            .AddHostedService<ExposureWarning>()
            .AddSingleton<ErrorWriter>()
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
