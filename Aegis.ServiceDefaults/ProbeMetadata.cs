namespace Aegis.ServiceDefaults;

/// <summary>Marks a route that probes ask, which send no credentials. Of our own: libraries mark their routes as anonymous too.</summary>
public sealed class ProbeMetadata;
