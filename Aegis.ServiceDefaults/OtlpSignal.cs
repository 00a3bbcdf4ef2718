using OpenTelemetry.Exporter;

namespace Aegis.ServiceDefaults;

/// <summary>
/// Reads the variables of OpenTelemetry for the export of one of the three signals:
/// <see href="https://opentelemetry.io/docs/specs/otel/protocol/exporter/"/>. Without an endpoint nothing is sent.
/// </summary>
/// <param name="Name">As in the variables.</param>
internal sealed record OtlpSignal(string Name)
{
    private const string AllEndpoints = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string AllProtocols = "OTEL_EXPORTER_OTLP_PROTOCOL";
    private const string Disabled = "OTEL_SDK_DISABLED";
    private const string Otlp = "otlp";
    private const string None = "none";

    private static readonly Dictionary<string, OtlpExportProtocol> Protocols = new()
    {
        ["grpc"] = OtlpExportProtocol.Grpc,
        ["http/protobuf"] = OtlpExportProtocol.HttpProtobuf,
    };

    public static OtlpSignal Traces { get; } = new("TRACES");

    public static OtlpSignal Metrics { get; } = new("METRICS");

    public static OtlpSignal Logs { get; } = new("LOGS");

    private string Exporter => $"OTEL_{Name}_EXPORTER";

    private string Endpoint => Of("ENDPOINT");

    private string Protocol => Of("PROTOCOL");

    /// <summary>True when all telemetry is off, also <c>/metrics</c>.</summary>
    public static bool IsSdkDisabled(IConfiguration configuration) =>
        bool.TryParse(configuration[Disabled], out var disabled) && disabled;

    public bool IsWanted(IConfiguration configuration) =>
        !IsSdkDisabled(configuration)
        && configuration[Exporter] != None
        && (IsSet(configuration, AllEndpoints) || IsSet(configuration, Endpoint));

    /// <summary>Sets the options of this signal alone. The library itself reads the variables of all three.</summary>
    public void Configure(IConfiguration configuration, OtlpExporterOptions options)
    {
        if (IsSet(configuration, Endpoint))
        {
            options.Endpoint = new Uri(configuration[Endpoint]!);
        }

        if (IsSet(configuration, Protocol))
        {
            options.Protocol = Protocols[configuration[Protocol]!];
        }

        options.Headers = configuration[Of("HEADERS")] ?? options.Headers;
        options.TimeoutMilliseconds = int.TryParse(configuration[Of("TIMEOUT")], out var timeout) ? timeout : options.TimeoutMilliseconds;
    }

    /// <summary>Values that the library would ignore without a message.</summary>
    public IEnumerable<string> Mistakes(IConfiguration configuration)
    {
        if (configuration[Exporter] is { Length: > 0 } exporter && exporter is not Otlp and not None)
        {
            yield return $"{Exporter} must be {Otlp} or {None}, not '{exporter}'";
        }

        foreach (var mistake in (string?[])[MistakeOfEndpoint(configuration, Endpoint), MistakeOfProtocol(configuration, Protocol)])
        {
            if (mistake is not null)
            {
                yield return mistake;
            }
        }
    }

    /// <summary>The same for the variables that all three signals share.</summary>
    public static IEnumerable<string> CommonMistakes(IConfiguration configuration) =>
        new[] { MistakeOfEndpoint(configuration, AllEndpoints), MistakeOfProtocol(configuration, AllProtocols) }.OfType<string>();

    private string Of(string setting) => $"OTEL_EXPORTER_OTLP_{Name}_{setting}";

    private static bool IsSet(IConfiguration configuration, string key) => !string.IsNullOrWhiteSpace(configuration[key]);

    private static string? MistakeOfEndpoint(IConfiguration configuration, string key) =>
        !IsSet(configuration, key) || (Uri.TryCreate(configuration[key], UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")
            ? null
            : $"{key} must be an address such as http://localhost:4317, not '{configuration[key]}'";

    private static string? MistakeOfProtocol(IConfiguration configuration, string key) =>
        !IsSet(configuration, key) || Protocols.ContainsKey(configuration[key]!)
            ? null
            : $"{key} must be {string.Join(" or ", Protocols.Keys)}, not '{configuration[key]}'";
}
