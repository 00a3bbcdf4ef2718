namespace Aegis.ServiceDefaults;

/// <summary>Variables of OpenTelemetry have invalid values. The message lists each such variable.</summary>
public sealed class TelemetryConfigurationException(IReadOnlyList<string> mistakes)
    : Exception("The telemetry configuration is wrong:\n  " + string.Join("\n  ", mistakes));
