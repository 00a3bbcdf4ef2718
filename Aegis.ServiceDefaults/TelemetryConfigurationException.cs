namespace Aegis.ServiceDefaults;

/// <summary>A variable of OpenTelemetry has a value that cannot be used; the message lists each such variable.</summary>
public sealed class TelemetryConfigurationException(IReadOnlyList<string> mistakes) : Exception("The telemetry configuration is wrong:\n  " + string.Join("\n  ", mistakes));
