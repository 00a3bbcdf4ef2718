namespace Aegis.ServiceDefaults;

/// <summary>Routes for GET and HEAD. Other methods get a 405.</summary>
public static class ReadRoutes
{
    /// <summary>GET and HEAD.</summary>
    public static IReadOnlyList<string> Methods { get; } = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Maps a middleware of a library, which would itself answer every method.</summary>
    internal static IEndpointConventionBuilder MapPipeline(
        this IEndpointRouteBuilder endpoints, string path, Action<IApplicationBuilder> configure)
    {
        var pipeline = endpoints.CreateApplicationBuilder();
        configure(pipeline);
        return endpoints.MapMethods(path, Methods, pipeline.Build());
    }
}
