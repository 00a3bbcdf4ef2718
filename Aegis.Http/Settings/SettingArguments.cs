namespace Aegis.Http.Settings;

/// <summary>
/// The command line of a service: settings. The framework passes over what it does not understand, and would serve the
/// bundled model to whoever asked for another one with <c>serve DIR</c> or <c>--model DIR</c>.
/// </summary>
internal static class SettingArguments
{
    /// <summary>A colon in the name of a variable; on a command line it is none.</summary>
    private const string OfVariables = "__";

    // What has no group, of ASP.NET Core and its host; http_ports, OTEL_... and their like have an underscore.
    private static readonly string[] Ungrouped =
    [
        ConfigurationFile.Option, "urls", "AllowedHosts", "environment", "contentRoot", "applicationName", "webroot", "detailedErrors", "shutdownTimeoutSeconds", "preferHostingUrls",
        "suppressStatusMessages", "captureStartupErrors", "hostingStartupAssemblies", "preventHostingStartup", "startupAssembly",
    ];

    /// <summary>Says what is wrong with a command line; null when nothing is.</summary>
    /// <param name="args">The command line, without the command.</param>
    /// <param name="example">What settings of this service look like, and where all of them are described.</param>
    public static string? ProblemWith(IReadOnlyList<string> args, string example) =>
        Mistakes(args) is { Count: > 0 } mistakes ? string.Join(Environment.NewLine + "  ", ["The command line is wrong:", .. mistakes, example]) : null;

    private static List<string> Mistakes(IReadOnlyList<string> args)
    {
        var mistakes = new List<string>();
        for (var index = 0; index < args.Count; index++)
        {
            // --key=value, /key=value, key=value; --key value, /key value
            var argument = args[index];
            var equals = argument.IndexOf('=', StringComparison.Ordinal);
            var isNamed = argument.StartsWith("--", StringComparison.Ordinal) || argument.StartsWith('/');
            var key = (equals < 0 ? argument : argument[..equals]).TrimStart('-', '/');
            if (!IsSetting(key) || (equals < 0 && !isNamed))
            {
                mistakes.Add($"'{argument}' is not a setting");
            }
            else if (equals < 0 && ++index == args.Count)
            {
                mistakes.Add($"'{argument}' has no value");
            }
        }

        return mistakes;
    }

    private static bool IsSetting(string key) => (key.AsSpan().ContainsAny(':', '_') && !key.Contains(OfVariables, StringComparison.Ordinal)) || Ungrouped.Contains(key, StringComparer.OrdinalIgnoreCase);
}
