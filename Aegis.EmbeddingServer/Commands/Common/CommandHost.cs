using Aegis.EmbeddingServer.Configuration;
using Aegis.EmbeddingServer.Hosting;

namespace Aegis.EmbeddingServer.Commands.Common;

/// <summary>The server's stages without its web server, for commands.</summary>
internal static class CommandHost
{
    /// <summary>Builds the container. Nothing in it is started; logs go to standard error, warnings and worse.</summary>
    /// <param name="settings">Settings of the command line.</param>
    /// <param name="named">Settings that the command's own options stand for; null values are left out. They outrank all others.</param>
    /// <exception cref="ConfigurationException">A setting is wrong.</exception>
    public static IHost Build(IReadOnlyList<string> settings, IReadOnlyDictionary<string, string?> named)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings
        {
            Args = [.. settings],
            ContentRootPath = AppContext.BaseDirectory,
        });
        ConfigurationFile.Add(builder.Configuration, settings);
        builder.Configuration.AddInMemoryCollection(named.Where(setting => setting.Value is not null));
        // Log lines of a start would stand among the lines of a report.
        builder.Logging.ClearProviders()
            .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace)
            .AddFilter(level => level >= LogLevel.Warning);
        builder.Services
            .AddSingleton(AegisOptions.Read(builder.Configuration))
            .AddEngine();
        return builder.Build();
    }
}
