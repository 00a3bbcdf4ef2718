using Aegis.EmbeddingServer.Api;
using Aegis.EmbeddingServer.Model;
using Aegis.ServiceDefaults;

namespace Aegis.EmbeddingServer;

/// <summary>Builds and runs the server.</summary>
internal static class EmbeddingServerHost
{
    private const string DefaultUrl = "http://127.0.0.1:8181";

    /// <summary>Accepted requests have this long to be answered; orchestrators kill 10 s or more after SIGTERM.</summary>
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(10);

    /// <summary>Builds the application.</summary>
    /// <param name="args">Command line; <c>--key=value</c> sets a configuration key.</param>
    /// <param name="customize">For tests: changes the container last.</param>
    /// <exception cref="ConfigurationException">The configuration is wrong.</exception>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? customize = null)
    {
        // The settings file lies beside the executable, wherever the server is started from.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        var options = ConfigurationReader.Read(builder.Configuration);
        builder.AddServiceDefaults();
        builder.UseDefaultUrl();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = DrainTime);
        builder.Services
            .AddSingleton(options)
            .AddApi(options.Api)
            .AddScheduling()
            .AddInference()
            .AddModel()
            .AddDiagnostics();
        customize?.Invoke(builder);

        var app = builder.Build();
        var state = app.Services.GetRequiredService<ServingState>();
        app.Lifetime.ApplicationStopping.Register(state.Draining);
        app.UseMiddleware<EnvelopeMiddleware>();
        app.UseMiddleware<HostMiddleware>();
        app.MapHealth(HealthEndpoint.WriteAsync);
        app.MapApi();
        return app;
    }

    /// <summary>Runs until it is told to stop.</summary>
    /// <returns>Exit code: 0; 1 when the model failed and <c>Aegis:Model:ExitOnFailure</c> is set; 2 when the start failed.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            await using var app = Build(args);
            await app.RunAsync();
            return Environment.ExitCode;
        }
        catch (OperationCanceledException)
        {
            // Told to stop before the start was over.
            return Environment.ExitCode;
        }
        catch (ConfigurationException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 2;
        }
        catch (IOException exception) when (exception.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            await Console.Error.WriteLineAsync($"{exception.Message} Stop what listens there, or choose another address with --urls.");
            return 2;
        }
    }

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
