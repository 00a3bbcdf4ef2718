using System.Globalization;

namespace Aegis.ServiceDefaults;

/// <summary>Checks variables of OpenTelemetry whose invalid values the library ignores, or refuses without the variable's name.</summary>
internal static class TelemetryVariables
{
    private static readonly string[] Switches = ["OTEL_SDK_DISABLED"];

    private static readonly string[] Milliseconds =
    [
        "OTEL_METRIC_EXPORT_INTERVAL", "OTEL_EXPORTER_OTLP_TIMEOUT", "OTEL_EXPORTER_OTLP_TRACES_TIMEOUT",
        "OTEL_EXPORTER_OTLP_METRICS_TIMEOUT", "OTEL_EXPORTER_OTLP_LOGS_TIMEOUT",
    ];

    private static readonly string[] Lists =
    [
        "OTEL_RESOURCE_ATTRIBUTES", "OTEL_EXPORTER_OTLP_HEADERS", "OTEL_EXPORTER_OTLP_TRACES_HEADERS",
        "OTEL_EXPORTER_OTLP_METRICS_HEADERS", "OTEL_EXPORTER_OTLP_LOGS_HEADERS",
    ];

    private static readonly string[] Filters = ["OTEL_METRICS_EXEMPLAR_FILTER"];

    public static IEnumerable<string> Mistakes(IConfiguration configuration) =>
    [
        .. Wrong(configuration, Switches, value => bool.TryParse(value, out _), "true or false"),
        .. Wrong(configuration, Milliseconds, IsPositive, "a number of milliseconds, at least 1"),
        .. Wrong(
            configuration,
            Filters,
            value => value is "always_on" or "always_off" or "trace_based",
            "always_on, always_off or trace_based"),
        // Headers hold secrets, so the value is not repeated.
        .. Lists.Where(name => configuration[name] is { Length: > 0 } value && !IsList(value))
            .Select(name => $"{name} must be a list like name=value,other=value"),
    ];

    private static IEnumerable<string> Wrong(
        IConfiguration configuration, string[] names, Predicate<string> isRight, string expected) =>
        names.Where(name => configuration[name] is { Length: > 0 } value && !isRight(value))
            .Select(name => $"{name} must be {expected}, not '{configuration[name]}'");

    private static bool IsPositive(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0;

    private static bool IsList(string value) => value.Split(',').All(item => item.IndexOf('=', StringComparison.Ordinal) > 0);
}
