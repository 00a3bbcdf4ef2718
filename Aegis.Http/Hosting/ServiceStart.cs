using System.Net.Sockets;
using System.Security.Cryptography;
using Aegis.Http.Settings;
using Aegis.ServiceDefaults;

namespace Aegis.Http.Hosting;

/// <summary>From the start of a service's process to its end.</summary>
internal static class ServiceStart
{
    private const int Failed = 2;

    /// <summary>Builds and runs a service until it is told to stop.</summary>
    /// <returns>Exit code: that of the environment, as a rule 0; 2 when the start failed, with one message for operators and no stack.</returns>
    public static async Task<int> RunAsync(Func<WebApplication> build)
    {
        try
        {
            await using var app = await StartAsync(build);
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
            return Failed;
        }
    }

    /// <summary>Listens there unless another address is configured. In code, because a setting in appsettings.json would outrank ASPNETCORE_URLS.</summary>
    public static void UseDefaultUrl(this WebApplicationBuilder builder, string url)
    {
        string[] keys = [WebHostDefaults.ServerUrlsKey, WebHostDefaults.HttpPortsKey, WebHostDefaults.HttpsPortsKey];
        var configured = keys.Any(key => !string.IsNullOrEmpty(builder.Configuration[key]))
            || builder.Configuration.GetSection("Kestrel:Endpoints").GetChildren().Any();
        if (!configured)
        {
            builder.WebHost.UseUrls(url);
        }
    }

    private static async Task<WebApplication> StartAsync(Func<WebApplication> build)
    {
        WebApplication? app = null;
        try
        {
            app = build();
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
}
