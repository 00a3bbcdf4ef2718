using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Aegis.ServiceDefaults;
using Aegis.SoakRunner.Live;
using Aegis.SoakRunner.Plan;
using Aegis.SoakRunner.Run;
using Microsoft.Extensions.FileProviders;

namespace Aegis.SoakRunner;

/// <summary>The live page and its API: state, events, profiles, past runs, start and stop.</summary>
internal static class LivePage
{
    private const string Policy = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";

    public static void MapLivePage(this WebApplication app)
    {
        app.Use((context, next) =>
        {
            if (!IsMeant(context))
            {
                context.Response.StatusCode = StatusCodes.Status400BadRequest;
                return Task.CompletedTask;
            }

            context.Response.Headers.ContentSecurityPolicy = Policy;
            context.Response.Headers.XContentTypeOptions = "nosniff";
            return next(context);
        });
        var files = new PhysicalFileProvider(Path.Combine(AppContext.BaseDirectory, "wwwroot"));
        app.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files });
        app.UseStaticFiles(new StaticFileOptions { FileProvider = files });
        app.MapGet("/api/state", (LiveFeed feed) => Json(feed.State, ReportJson.Default.LiveState));
        app.MapGet("/api/profiles", () => Json(
            [.. ProfileFiles.All().Select(profile => new ProfileItem(profile.Name, profile.Description, profile.TotalSeconds()))],
            ReportJson.Default.IReadOnlyListProfileItem));
        app.MapGet("/api/runs", (PastRuns runs) => Json(runs.All(), ReportJson.Default.IReadOnlyListRunItem));
        app.MapPost("/api/runs", StartAsync);
        app.MapPost("/api/stop", Stop);
        app.MapGet("/api/events", (LiveFeed feed, HttpContext context, IHostApplicationLifetime host) =>
            LiveEvents.WriteAsync(feed, context, host.ApplicationStopping));
        app.MapGet("/runs/{id}/{file}", (string id, string file, PastRuns runs) => runs.Find(id, file) is { } path
            ? Results.File(path, PastRuns.Files[file])
            : Refused(StatusCodes.Status404NotFound, "There is no such report."));
    }

    // DNS rebinding: the page of another site that resolves to this address still sends its own host name.
    private static bool IsMeant(HttpContext context) =>
        context.Connection.LocalIpAddress is not { } address
        || !Loopback.Includes(address)
        // As it was sent: the request's own property throws for an invalid name, such as "xn--".
        || Loopback.IsNamed(new HostString(context.Request.Headers.Host.ToString()).Host);

    private static async Task<IResult> StartAsync(HttpContext context, SoakRuns runs, LiveFeed feed, IHostApplicationLifetime host)
    {
        if (!context.Request.HasJsonContentType())
        {
            return NotJson();
        }

        StartRequest? request;
        try
        {
            request = await context.Request.ReadFromJsonAsync(ReportJson.Default.StartRequest, context.RequestAborted);
        }
        catch (JsonException)
        {
            return Refused(StatusCodes.Status400BadRequest, "The body must be JSON with 'profile'.");
        }

        // By name only: the page must not make the runner read files.
        if (ProfileFiles.All().FirstOrDefault(profile => profile.Name == request?.Profile) is not { } profile)
        {
            return Refused(StatusCodes.Status400BadRequest, $"There is no profile '{request?.Profile}'.");
        }

        return runs.TryStart(profile, host.ApplicationStopping)
            ? Json(feed.State, ReportJson.Default.LiveState, StatusCodes.Status202Accepted)
            : Refused(StatusCodes.Status409Conflict, "A run is going on; stop it first.");
    }

    private static IResult Stop(HttpContext context, SoakRuns runs, LiveFeed feed)
    {
        if (!context.Request.HasJsonContentType())
        {
            return NotJson();
        }

        runs.Stop();
        return Json(feed.State, ReportJson.Default.LiveState, StatusCodes.Status202Accepted);
    }

    // A form of another site cannot send this type without a preflight request.
    private static IResult NotJson() => Refused(StatusCodes.Status415UnsupportedMediaType, "The body must be application/json.");

    private static IResult Refused(int status, string why) => Json(new ErrorAnswer(why), ReportJson.Default.ErrorAnswer, status);

    private static IResult Json<T>(T value, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK) =>
        Results.Json(value, type, statusCode: status);
}
