using System.Net.Sockets;
using System.Security.Cryptography;
using Aegis.Http.Settings;
using Aegis.ServiceDefaults;
using Aegis.ServiceDefaults.Settings;
using Aegis.ServiceDefaults.Streams;

namespace Aegis.Http.Hosting;

/// <summary>Runs the process of a service from start to end.</summary>
internal static class ServiceStart
{
    /// <summary>
    /// A switch of the runtime: the thread that waits for sockets also handles the bytes that they receive. Only for a process
    /// of our own, because code that blocks such a thread stops every connection.
    /// </summary>
    private const string InlineSockets = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    private const int Failed = 2;

    private const string Certificate = "Kestrel:Certificates:Default:Path";

    /// <returns><see cref="Environment.ExitCode"/>, as a rule 0; 2 when the start failed, after a message without a stack trace.</returns>
    public static async Task<int> RunAsync(Func<WebApplication> build)
    {
        StandardStreams.LoseOutput();
        // The runtime reads it at the first socket.
        Environment.SetEnvironmentVariable(InlineSockets, Environment.GetEnvironmentVariable(InlineSockets) ?? "1");
        try
        {
            await using var app = await StartAsync(build);
            await app.WaitForShutdownAsync();
            // Disposing may block, which a socket's thread must not.
            await Task.Yield();
            return Environment.ExitCode;
        }
        catch (OperationCanceledException)
        {
            // A signal came before the start was complete.
            return Environment.ExitCode;
        }
        catch (Exception exception) when (exception is ConfigurationException or TelemetryConfigurationException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return Failed;
        }
    }

    /// <summary>The address if none is configured. In appsettings.json it would outrank ASPNETCORE_URLS.</summary>
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
        catch (Exception exception) when (IsAboutSettings(exception))
        {
            var message = Message(exception, app?.Configuration);
            await (app?.DisposeAsync() ?? ValueTask.CompletedTask);
            throw new ConfigurationException([message]);
        }
    }

    // The framework's message names no setting.
    private static string Message(Exception exception, IConfiguration? configuration)
    {
        var address = configuration?[WebHostDefaults.ServerUrlsKey];
        var certificate = configuration?[Certificate];
        var isAboutCertificate = certificate is not null
            || exception is CryptographicException
            || exception.Message.Contains("certificate", StringComparison.OrdinalIgnoreCase);
        return exception.Message
            + (address is null ? string.Empty : $" ({ListenSettings.Urls} is {address})")
            + (isAboutCertificate ? $" ({Certificate} is {certificate ?? "not set"})" : string.Empty);
    }

    // An address that is in use or foreign, a missing certificate.
    private static bool IsAboutSettings(Exception exception) =>
        exception is IOException or SocketException or FormatException or ArgumentException
            or InvalidOperationException or CryptographicException;
}
