using System.Net.Sockets;
using System.Security.Cryptography;
using Aegis.EmbeddingServer.Api;
using Aegis.EmbeddingServer.Inference;
using Aegis.EmbeddingServer.Model;
using Aegis.EmbeddingServer.OpenApi;
using Aegis.EmbeddingServer.Scheduling;
using Aegis.EmbeddingServer.Ui;
using Aegis.ServiceDefaults;

namespace Aegis.EmbeddingServer;

/// <summary>Builds and runs the server.</summary>
internal static class EmbeddingServerHost
{
    private const string DefaultUrl = "http://127.0.0.1:8181";

    private const int StartFailed = 2;

    /// <summary>The runtime's own switch: what a socket has received is handled on the thread that waits for sockets.</summary>
    private const string InlineSockets = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    /// <summary>For the web server to close its connections after <see cref="Drain"/>; the model is taken down after it.</summary>
    private static readonly TimeSpan ShutdownTime = Drain.GraceTime + TimeSpan.FromSeconds(2);

    /// <summary>Builds the application.</summary>
    /// <param name="args">Command line; <c>--key=value</c> sets a configuration key.</param>
    /// <param name="customize">For tests: changes the container last.</param>
    /// <exception cref="ConfigurationException">The configuration is wrong.</exception>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? customize = null)
    {
        // The settings file lies beside the executable, wherever the server is started from.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        var options = ConfigurationReader.Read(builder.Configuration);
        if (options is { Enabled: true, Backend: BackendKind.Onnx })
        {
            _ = OnnxLibrary.LoadAsync();
        }

        builder.AddServiceDefaults().AddMetrics();
        builder.UseDefaultUrl();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTime);
        builder.Services
            .AddSingleton(options)
            .AddApi(options.Api)
            .AddApiDocument()
            .AddScheduling()
            .AddInference()
            .AddModel()
            .AddDiagnostics()
            .AddTraceSampling();
        customize?.Invoke(builder);

        var app = builder.Build();
        app.Services.GetRequiredService<ModelLoader>().Begin();
        app.UseMiddleware<SocketThreadMiddleware>();
        app.UseMiddleware<EnvelopeMiddleware>();
        app.UseMiddleware<HostMiddleware>();
        app.UseCors();
        app.UseMiddleware<KeyMiddleware>();
        app.MapHealth(HealthEndpoint.WriteAsync);
        app.MapMetrics();
        app.MapApi();
        app.MapApiDocument();
        app.MapUi(options.Ui);
        return app;
    }

    /// <summary>Runs until it is told to stop.</summary>
    /// <returns>Exit code: 0; 1 when the model failed and <c>Aegis:Model:ExitOnFailure</c> is set; 2 when the start failed.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        // Read at the first socket. Only in a process of our own: whoever blocks on such a thread stops every connection.
        Environment.SetEnvironmentVariable(InlineSockets, Environment.GetEnvironmentVariable(InlineSockets) ?? "1");
        try
        {
            await using var app = await StartAsync(args);
            await app.WaitForShutdownAsync();
            // What is disposed of now may block, which a socket's thread must not.
            await Task.Yield();
            return Environment.ExitCode;
        }
        catch (OperationCanceledException)
        {
            // Told to stop before the start was over.
            return Environment.ExitCode;
        }
        catch (Exception exception) when (exception is ConfigurationException or TelemetryConfigurationException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return StartFailed;
        }
        finally
        {
            // A process that ends while the library is loading crashes.
            await OnnxLibrary.AtRestAsync();
        }
    }

    private static async Task<WebApplication> StartAsync(string[] args)
    {
        WebApplication? app = null;
        try
        {
            app = Build(args);
            await app.StartAsync();
            return app;
        }
        catch (Exception exception) when (IsOfTheFramework(exception))
        {
            // For operators a message without a stack; of which address it speaks only the configuration knows.
            var address = app?.Configuration[WebHostDefaults.ServerUrlsKey];
            await (app?.DisposeAsync() ?? ValueTask.CompletedTask);
            throw new ConfigurationException([address is null ? exception.Message : $"{exception.Message} (--urls or ASPNETCORE_URLS is {address})"]);
        }
    }

    // An address in use or none of this machine's, an address that is none, a log level that is none, a certificate that is not there.
    private static bool IsOfTheFramework(Exception exception) =>
        exception is IOException or SocketException or FormatException or ArgumentException or InvalidOperationException or CryptographicException;

    // In code, because a setting in appsettings.json would outrank ASPNETCORE_URLS.
    private static void UseDefaultUrl(this WebApplicationBuilder builder)
    {
        string[] keys = [WebHostDefaults.ServerUrlsKey, WebHostDefaults.HttpPortsKey, WebHostDefaults.HttpsPortsKey];
        var configured = keys.Any(key => !string.IsNullOrEmpty(builder.Configuration[key]))
            || builder.Configuration.GetSection("Kestrel:Endpoints").GetChildren().Any();
        if (!configured)
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }
    }
}
