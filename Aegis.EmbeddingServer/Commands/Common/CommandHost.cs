using Aegis.EmbeddingServer.Configuration;
using Aegis.EmbeddingServer.Hosting;
using Aegis.ServiceDefaults.Settings;

namespace Aegis.EmbeddingServer.Commands.Common;

/// <summary>The services of the server without its web server, for commands.</summary>
internal static class CommandHost
{
    /// <summary>Builds the container and starts nothing. Warnings and errors are logged to standard error.</summary>
    /// <exception cref="ConfigurationException">At least one key is wrong.</exception>
    public static IHost Build(IReadOnlyList<string> settings, IReadOnlyDictionary<string, string?> named)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings
        {
            Args = [.. settings],
            ContentRootPath = AppContext.BaseDirectory,
        });
        ConfigurationFile.Add(builder.Configuration, settings);
        // The options of the command outrank all other settings.
        builder.Configuration.AddInMemoryCollection(named.Where(setting => setting.Value is not null));
        if (LogSettings.Mistakes(builder.Configuration).ToArray() is { Length: > 0 } mistakes)
        {
            throw new ConfigurationException(mistakes);
        }

        // Standard output is for the report.
        builder.Logging.ClearProviders()
            .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace)
            .AddFilter(level => level >= LogLevel.Warning);
        builder.Services
            .AddSingleton(AegisOptions.Read(builder.Configuration))
            .AddEngine();
        return builder.Build();
    }
}
