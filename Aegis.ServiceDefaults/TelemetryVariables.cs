using System.Globalization;

namespace Aegis.ServiceDefaults;

/// <summary>What the library would pass over in silence, or refuse without a name, in OpenTelemetry's variables of one kind of value.</summary>
internal static class TelemetryVariables
{
    private static readonly string[] Switches = ["OTEL_SDK_DISABLED"];
    private static readonly string[] Milliseconds = ["OTEL_METRIC_EXPORT_INTERVAL", "OTEL_EXPORTER_OTLP_TIMEOUT", "OTEL_EXPORTER_OTLP_TRACES_TIMEOUT", "OTEL_EXPORTER_OTLP_METRICS_TIMEOUT", "OTEL_EXPORTER_OTLP_LOGS_TIMEOUT"];
    private static readonly string[] Lists = ["OTEL_RESOURCE_ATTRIBUTES", "OTEL_EXPORTER_OTLP_HEADERS", "OTEL_EXPORTER_OTLP_TRACES_HEADERS", "OTEL_EXPORTER_OTLP_METRICS_HEADERS", "OTEL_EXPORTER_OTLP_LOGS_HEADERS"];
    private static readonly string[] Filters = ["OTEL_METRICS_EXEMPLAR_FILTER"];

    /// <summary>A message for each variable with a value that cannot be used.</summary>
    public static IEnumerable<string> Mistakes(IConfiguration configuration) =>
    [
        .. Wrong(configuration, Switches, value => bool.TryParse(value, out _), "true or false"),
        .. Wrong(configuration, Milliseconds, value => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0, "a number of milliseconds, at least 1"),
        .. Wrong(configuration, Filters, value => value is "always_on" or "always_off" or "trace_based", "always_on, always_off or trace_based"),
        // Headers hold secrets: the value is not repeated.
        .. Lists.Where(name => configuration[name] is { Length: > 0 } value && !IsList(value)).Select(name => $"{name} must be a list like name=value,other=value"),
    ];

    private static IEnumerable<string> Wrong(IConfiguration configuration, string[] names, Predicate<string> isRight, string expected) =>
        names.Where(name => configuration[name] is { Length: > 0 } value && !isRight(value)).Select(name => $"{name} must be {expected}, not '{configuration[name]}'");

    private static bool IsList(string value) => value.Split(',').All(item => item.IndexOf('=', StringComparison.Ordinal) > 0);
}
