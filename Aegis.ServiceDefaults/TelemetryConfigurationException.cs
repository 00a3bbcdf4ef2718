namespace Aegis.ServiceDefaults;

/// <summary>Settings of logs, addresses or OpenTelemetry have invalid values. The message lists each of them.</summary>
public sealed class TelemetryConfigurationException(IReadOnlyList<string> mistakes)
    : Exception("The configuration is wrong:\n  " + string.Join("\n  ", mistakes));
