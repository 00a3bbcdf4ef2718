namespace Aegis.ServiceDefaults;

/// <summary>
/// Marks a route that asks nobody for a key: probes send none, and neither does a browser that opens a page. Of our own:
/// libraries mark their routes as anonymous too.
/// </summary>
public sealed class OpenRouteMetadata;
