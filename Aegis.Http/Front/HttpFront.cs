using System.Text;
using Aegis.Http.Bodies;
using Aegis.Http.Failures;
using Aegis.Http.Keys;
using Aegis.Http.Settings;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Aegis.Http.Front;

/// <summary>The steps in front of every route of server and gateway: envelope, host names, CORS, keys.</summary>
internal static class HttpFront
{
    /// <summary>For <see cref="UseHttpFront"/>. The service itself registers its <see cref="ErrorWriter"/>.</summary>
    public static IServiceCollection AddHttpFront(this IServiceCollection services, FrontOptions options)
    {
        services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // Every byte of a header is a character. As UTF-8, the default, a header that the service does not read could fail a request.
            kestrel.RequestHeaderEncodingSelector = _ => Encoding.Latin1;
            kestrel.ResponseHeaderEncodingSelector = _ => Encoding.Latin1;
            // The answer stays in memory while a slow caller reads it. The default would allow that for minutes.
            kestrel.Limits.MinResponseDataRate = new MinDataRate(bytesPerSecond: 16 * 1024, gracePeriod: TimeSpan.FromSeconds(5));
            kestrel.Limits.MaxRequestBodySize = BodyGate.DiscardedBodies * (long)options.MaxBodyBytes;
        });
        // HostMiddleware filters host names instead: the framework's filter answers with HTML.
        services.PostConfigure<HostFilteringOptions>(filter => filter.AllowedHosts = ["*"]);
        services.AddCors(cors => cors.AddDefaultPolicy(policy => policy
            .WithOrigins([.. options.CorsOrigins])
            .WithMethods(HttpMethods.Get, HttpMethods.Head, HttpMethods.Post)
            .AllowAnyHeader()
            .WithExposedHeaders(ApiHeaders.Exposed)));
        return services
            .AddSingleton(options)
            .AddSingleton<BodyGate>()
            .AddHostedService<ExposureWarning>();
    }

    /// <summary>A request passes the steps in this order.</summary>
    public static void UseHttpFront(this IApplicationBuilder app)
    {
        app.UseMiddleware<EnvelopeMiddleware>();
        app.UseMiddleware<HostMiddleware>();
        app.UseMiddleware<PreflightMiddleware>();
        app.UseCors();
        app.UseMiddleware<KeyMiddleware>();
    }
}
