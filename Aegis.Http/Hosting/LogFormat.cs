using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging.Console;

namespace Aegis.Http.Hosting;

/// <summary>Log lines on the console: <c>Logging:Console:FormatterName</c> is <c>simple</c>, <c>systemd</c> or <c>json</c>.</summary>
internal static class LogFormat
{
    private const string Section = "Logging:Console";

    /// <summary>UTC with milliseconds and zone, because logs of several machines are merged.</summary>
    private const string Timestamp = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public static void AddLogFormat(this IHostApplicationBuilder builder)
    {
        var formatter = builder.Configuration.GetSection($"{Section}:FormatterOptions");
        builder.Services.Configure<JsonConsoleFormatterOptions>(options =>
        {
            // Collected logs need the time and the request. Explicit settings win.
            options.IncludeScopes = formatter.GetValue(nameof(options.IncludeScopes), true);
            options.UseUtcTimestamp = formatter.GetValue(nameof(options.UseUtcTimestamp), true);
            options.TimestampFormat = formatter[nameof(options.TimestampFormat)] ?? Timestamp;
        });

        // The journal adds the time itself, and takes the level from the line.
        if (builder.Configuration[$"{Section}:FormatterName"] is null && SystemdHelpers.IsSystemdService())
        {
            builder.Services.Configure<ConsoleLoggerOptions>(options => options.FormatterName = ConsoleFormatterNames.Systemd);
        }
    }
}
