using Aegis.Http.Bodies;
using Aegis.Http.Failures;
using Aegis.Http.Keys;
using Aegis.Http.Settings;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Aegis.Http.Front;

/// <summary>What stands in front of every route of the contract, the same for the server and the gateway: envelope, host names, CORS, keys.</summary>
internal static class HttpFront
{
    /// <summary>Adds what <see cref="UseHttpFront"/> needs. <see cref="ErrorWriter"/> is the caller's to add.</summary>
    public static IServiceCollection AddHttpFront(this IServiceCollection services, FrontOptions options)
    {
        services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // A caller that reads nothing holds its answer in memory: not for the minutes that the default allows.
            kestrel.Limits.MinResponseDataRate = new MinDataRate(bytesPerSecond: 16 * 1024, gracePeriod: TimeSpan.FromSeconds(5));
            kestrel.Limits.MaxRequestBodySize = BodyGate.DiscardedBodies * (long)options.MaxBodyBytes;
        });
        // HostMiddleware does this in the envelope; the framework's own filter answers with a page of HTML.
        services.PostConfigure<HostFilteringOptions>(filter => filter.AllowedHosts = ["*"]);
        services.AddCors(cors => cors.AddDefaultPolicy(policy => policy
            .WithOrigins([.. options.CorsOrigins])
            .WithMethods(HttpMethods.Get, HttpMethods.Head, HttpMethods.Post)
            .AllowAnyHeader()
            .WithExposedHeaders(ApiHeaders.OfAnswers)));
        return services
            .AddSingleton(options)
            .AddSingleton<BodyGate>()
            .AddHostedService<ExposureWarning>();
    }

    /// <summary>Puts it in front, in the order in which a request meets it.</summary>
    public static void UseHttpFront(this IApplicationBuilder app)
    {
        app.UseMiddleware<EnvelopeMiddleware>();
        app.UseMiddleware<HostMiddleware>();
        app.UseCors();
        app.UseMiddleware<KeyMiddleware>();
    }
}
