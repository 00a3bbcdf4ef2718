namespace Aegis.ServiceDefaults;

/// <summary>Routes that are only read: GET, and HEAD wherever GET works. Anything else is a 405.</summary>
public static class ReadRoutes
{
    /// <summary>GET and HEAD.</summary>
    public static IReadOnlyList<string> Methods { get; } = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Maps a middleware of a library, which by itself would answer every method.</summary>
    internal static IEndpointConventionBuilder MapPipeline(this IEndpointRouteBuilder endpoints, string path, Action<IApplicationBuilder> configure)
    {
        var pipeline = endpoints.CreateApplicationBuilder();
        configure(pipeline);
        return endpoints.MapMethods(path, Methods, pipeline.Build());
    }
}
