using Aegis.Http.Connections;
using Aegis.EmbeddingServer.Api;
using Aegis.EmbeddingServer.Api.Health;
using Aegis.EmbeddingServer.Configuration;
using Aegis.EmbeddingServer.OpenApi;
using Aegis.EmbeddingServer.Serving;
using Aegis.EmbeddingServer.Supervision;
using Aegis.EmbeddingServer.Ui;
using Aegis.Engine.Inference.Onnx;
using Aegis.Engine.Loading;
using Aegis.ServiceDefaults;

namespace Aegis.EmbeddingServer.Hosting;

internal static class EmbeddingServerHost
{
    /// <summary>The port without a setting.</summary>
    public const int DefaultPort = 8181;

    /// <summary>Settings are read once: watching their files costs a thread and one of the few watches that a system has.</summary>
    private const string NoReload = "--hostBuilder:reloadConfigOnChange=false";

    /// <summary>For the web server to close its connections after <see cref="Drain"/>; the model is disposed after that.</summary>
    internal static readonly TimeSpan ShutdownTime = Drain.GraceTime + TimeSpan.FromSeconds(2);

    /// <summary>Builds the application. Tests change the container by <paramref name="customize"/>.</summary>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? customize = null)
    {
        // The settings file lies beside the executable, wherever the server is started from.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = [NoReload, .. args],
            ContentRootPath = AppContext.BaseDirectory,
        });
        ConfigurationFile.Add(builder.Configuration, args);
        var options = AegisOptions.Read(builder.Configuration);
        FrameworkSettings.Check(builder.Configuration);
        if (options is { Enabled: true, Backend: BackendKind.Onnx })
        {
            _ = OnnxLibrary.LoadAsync();
        }

        builder.AddServiceDefaults().AddMetrics();
        builder.AddLogFormat();
        builder.UseDefaultUrl($"http://127.0.0.1:{DefaultPort}");
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTime);
        builder.Services
            .AddSingleton(options)
            .AddConnectionRules(filesOfRequest: 0)
            .AddApi(options.Api)
            .AddApiDocument()
            .AddServing()
            .AddEngine()
            .AddDiagnostics()
            .AddSupervision();
        customize?.Invoke(builder);

        var app = builder.Build();
        app.Services.GetRequiredService<ModelHost>().Begin();
        app.UseMiddleware<SocketThreadMiddleware>();
        app.UseHttpFront();
        app.MapHealth(HealthEndpoint.WriteAsync);
        app.MapMetrics();
        app.MapApi();
        app.MapApiDocument();
        app.MapUi(options.Ui);
        return app;
    }

    /// <returns>Exit code: 0; 1 when the model failed and <c>Aegis:Model:ExitOnFailure</c> is set; 2 when the start failed.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            return await ServiceStart.RunAsync(() => Build(args));
        }
        finally
        {
            // A process that ends while the library is loading crashes.
            await OnnxLibrary.AtRestAsync();
        }
    }
}
