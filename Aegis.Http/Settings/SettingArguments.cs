namespace Aegis.Http.Settings;

/// <summary>
/// Checks the command line of a service, which holds only settings. The framework ignores arguments that it does not know:
/// <c>serve DIR</c> or <c>--model DIR</c> would serve the bundled model instead of another one.
/// </summary>
internal static class SettingArguments
{
    /// <summary>Stands for a colon in the name of a variable, but not on a command line.</summary>
    private const string VariableSeparator = "__";

    // Settings of ASP.NET Core and its host without a group. Others, such as http_ports and OTEL_..., have an underscore.
    private static readonly string[] Ungrouped =
    [
        ConfigurationFile.Option, "urls", "AllowedHosts", "environment", "contentRoot", "applicationName", "webroot", "detailedErrors",
        "shutdownTimeoutSeconds", "preferHostingUrls", "suppressStatusMessages", "captureStartupErrors", "hostingStartupAssemblies",
        "preventHostingStartup", "startupAssembly",
    ];

    /// <summary>A message with all mistakes of a command line; null when there are none.</summary>
    /// <param name="args">The command line, without the command.</param>
    /// <param name="example">An example of settings, and the page that describes them.</param>
    public static string? ProblemWith(IReadOnlyList<string> args, string example) =>
        Mistakes(args) is { Count: > 0 } mistakes
            ? string.Join(Environment.NewLine + "  ", ["The command line is wrong:", .. mistakes, example])
            : null;

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

    private static bool IsSetting(string key) =>
        (key.AsSpan().ContainsAny(':', '_') && !key.Contains(VariableSeparator, StringComparison.Ordinal))
        || Ungrouped.Contains(key, StringComparer.OrdinalIgnoreCase);
}
