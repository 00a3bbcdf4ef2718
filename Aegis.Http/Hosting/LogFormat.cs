using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging.Console;

namespace Aegis.Http.Hosting;

/// <summary>How log lines look on the console: <c>Logging:Console:FormatterName</c> is <c>simple</c>, <c>systemd</c> or <c>json</c>.</summary>
internal static class LogFormat
{
    private const string Section = "Logging:Console";

    /// <summary>With milliseconds and zone, in UTC: lines of several machines are merged.</summary>
    private const string Timestamp = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public static void AddLogFormat(this IHostApplicationBuilder builder)
    {
        var formatter = builder.Configuration.GetSection($"{Section}:FormatterOptions");
        builder.Services.Configure<JsonConsoleFormatterOptions>(options =>
        {
            // What is collected by machines needs the time and the request; what is set explicitly counts.
            options.IncludeScopes = formatter.GetValue(nameof(options.IncludeScopes), true);
            options.UseUtcTimestamp = formatter.GetValue(nameof(options.UseUtcTimestamp), true);
            options.TimestampFormat = formatter[nameof(options.TimestampFormat)] ?? Timestamp;
        });

        // The journal has a time of its own, and takes the level from the line.
        if (builder.Configuration[$"{Section}:FormatterName"] is null && SystemdHelpers.IsSystemdService())
        {
            builder.Services.Configure<ConsoleLoggerOptions>(options => options.FormatterName = ConsoleFormatterNames.Systemd);
        }
    }
}
