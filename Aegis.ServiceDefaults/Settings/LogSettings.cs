using System.Globalization;

namespace Aegis.ServiceDefaults.Settings;

/// <summary>
/// Checks <c>Logging</c>. The framework refuses a wrong level without the name of its key, and ignores other wrong values.
/// </summary>
internal static class LogSettings
{
    private const string Section = "Logging";
    private const string Levels = "LogLevel";
    private const string Truth = "true or false";

    // A level may be a number too.
    private static readonly string[] LevelNames = Enum.GetNames<LogLevel>();
    private static readonly string ExpectedLevel = OneOf(LevelNames);

    private static readonly string[] Formatters = ["simple", "systemd", "json"];
    private static readonly string[] Colors = ["Default", "Enabled", "Disabled"];
    private static readonly string[] FullModes = ["Wait", "DropWrite"];

    private static readonly (string Key, Predicate<string> IsRight, string Expected)[] OfConsole =
    [
        ("FormatterName", Formatters.ContainsName, OneOf(Formatters)),
        ("LogToStandardErrorThreshold", IsLevel, ExpectedLevel),
        ("QueueFullMode", FullModes.ContainsName, OneOf(FullModes)),
        ("MaxQueueLength", IsPositive, "a whole number, at least 1"),
        ("FormatterOptions:IncludeScopes", IsTruth, Truth),
        ("FormatterOptions:UseUtcTimestamp", IsTruth, Truth),
        ("FormatterOptions:SingleLine", IsTruth, Truth),
        ("FormatterOptions:ColorBehavior", Colors.ContainsName, OneOf(Colors)),
        ("FormatterOptions:TimestampFormat", IsTimeFormat, "a .NET format of a time, such as HH:mm:ss"),
    ];

    /// <summary>A line for each wrong value, with its key and the values that are right.</summary>
    public static IEnumerable<string> Mistakes(IConfiguration configuration)
    {
        var logging = configuration.GetSection(Section);
        return
        [
            .. logging.GetChildren().Select(child => child.Key.Equals(Levels, StringComparison.OrdinalIgnoreCase)
                ? child
                : child.GetSection(Levels)).SelectMany(MistakesInLevels),
            .. OfConsole.Select(rule => (Value: logging.GetSection($"Console:{rule.Key}"), rule.IsRight, rule.Expected))
                .Where(item => item.Value.Value is { } text && !item.IsRight(text))
                .Select(item => Mistake(item.Value, item.Expected)),
        ];
    }

    // Logging:LogLevel:CATEGORY and Logging:PROVIDER:LogLevel:CATEGORY
    private static IEnumerable<string> MistakesInLevels(IConfigurationSection levels)
    {
        if (levels.Value is { Length: > 0 } value)
        {
            yield return $"{levels.Path} is a group of settings: {levels.Path}:Default sets the level, {levels.Path} cannot be '{value}'";
        }

        foreach (var (path, level) in levels.AsEnumerable().Where(item => item.Key != levels.Path))
        {
            // The framework treats an empty level as if it was not set.
            if (level is { Length: > 0 } && !IsLevel(level))
            {
                yield return $"{path} must be {ExpectedLevel}, not '{level}'";
            }
        }
    }

    private static string Mistake(IConfigurationSection setting, string expected) =>
        $"{setting.Path} must be {expected}, not '{setting.Value}'";

    private static string OneOf(string[] names) => $"{string.Join(", ", names[..^1])} or {names[^1]}";

    private static bool ContainsName(this string[] names, string value) => names.Contains(value, StringComparer.OrdinalIgnoreCase);

    private static bool IsLevel(string value) =>
        LevelNames.ContainsName(value)
        || (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < LevelNames.Length);

    private static bool IsPositive(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0;

    private static bool IsTruth(string value) => bool.TryParse(value, out _);

    private static bool IsTimeFormat(string value)
    {
        try
        {
            return DateTimeOffset.UnixEpoch.ToString(value, CultureInfo.InvariantCulture).Length >= 0;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
