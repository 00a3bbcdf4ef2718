using System.Globalization;

namespace Aegis.ServiceDefaults;

/// <summary>Checks variables of OpenTelemetry whose invalid values the library ignores, or refuses without the variable's name.</summary>
internal static class TelemetryVariables
{
    private static readonly string[] Switches = ["OTEL_SDK_DISABLED"];
    private static readonly string[] Milliseconds = ["OTEL_METRIC_EXPORT_INTERVAL", .. OfExporters("TIMEOUT")];
    private static readonly string[] Lists = ["OTEL_RESOURCE_ATTRIBUTES", .. OfExporters("HEADERS")];
    private static readonly string[] Filters = ["OTEL_METRICS_EXEMPLAR_FILTER"];

    public static IEnumerable<string> Mistakes(IConfiguration configuration) =>
    [
        .. Wrong(configuration, Switches, value => bool.TryParse(value, out _), "true or false"),
        .. Wrong(configuration, Milliseconds, IsPositive, "a number of milliseconds, at least 1"),
        .. Wrong(configuration, Filters, IsFilter, "always_on, always_off or trace_based"),
        // Headers hold secrets, so the value is not repeated.
        .. Lists.Where(name => configuration[name] is { Length: > 0 } value && !IsList(value))
            .Select(name => $"{name} must be a list like name=value,other=value"),
    ];

    private static IEnumerable<string> Wrong(
        IConfiguration configuration, string[] names, Predicate<string> isRight, string expected) =>
        names.Where(name => configuration[name] is { Length: > 0 } value && !isRight(value))
            .Select(name => $"{name} must be {expected}, not '{configuration[name]}'");

    // One variable for all signals, and one for each.
    private static string[] OfExporters(string setting) =>
    [
        $"OTEL_EXPORTER_OTLP_{setting}", $"OTEL_EXPORTER_OTLP_TRACES_{setting}",
        $"OTEL_EXPORTER_OTLP_METRICS_{setting}", $"OTEL_EXPORTER_OTLP_LOGS_{setting}",
    ];

    private static bool IsFilter(string value) => value is "always_on" or "always_off" or "trace_based";

    private static bool IsPositive(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0;

    private static bool IsList(string value) => value.Split(',').All(item => item.IndexOf('=', StringComparison.Ordinal) > 0);
}
