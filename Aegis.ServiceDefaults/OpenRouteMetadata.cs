namespace Aegis.ServiceDefaults;

/// <summary>
/// Marks a route that needs no key: probes send none, and neither does a browser that opens a page. The framework's mark for
/// anonymous routes does not serve, because libraries put it on their own routes.
/// </summary>
public sealed class OpenRouteMetadata;
