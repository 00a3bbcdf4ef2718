using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;

namespace Aegis.AppHost;

/// <summary>Commands on the soak runner in the dashboard. A command starts the runner first, if that does not run.</summary>
internal static class SoakCommands
{
    private const string StopName = "stop-soak";

    private static readonly (string Name, string Title, string Profile)[] Runs =
    [
        ("smoke-soak", "Run smoke soak (1 min)", "smoke"),
        ("baseline-soak", "Run baseline soak (10 min)", "baseline"),
    ];

    public static IResourceBuilder<ProjectResource> WithSoakCommands(this IResourceBuilder<ProjectResource> soak)
    {
        foreach (var (name, title, profile) in Runs)
        {
            soak.WithCommand(
                name,
                title,
                context => RunAsync(soak.Resource, profile, context),
                new CommandOptions
                {
                    IconName = "TopSpeed",
                    IsHighlighted = profile == "smoke",
                    Description = $"Starts the profile '{profile}'; watch it on the soak page.",
                });
        }

        return soak.WithCommand(
            StopName,
            "Stop the soak run",
            context => PostAsync(
                soak.Resource, "/api/stop", new { }, "The run ends, and its data so far is judged.", context.CancellationToken),
            new CommandOptions
            {
                IconName = "Stop",
                Description = "Ends the current run and writes its report.",
                UpdateState = context => SnapshotStates.EnabledWhen(context.ResourceSnapshot.IsRunning()),
            });
    }

    private static async Task<ExecuteCommandResult> RunAsync(ProjectResource soak, string profile, ExecuteCommandContext context)
    {
        var notifications = context.Services.GetRequiredService<ResourceNotificationService>();
        if (!notifications.TryGetCurrentState(context.ResourceName, out var state) || !state.Snapshot.IsRunning())
        {
            var commands = context.Services.GetRequiredService<ResourceCommandService>();
            var started = await commands.ExecuteCommandAsync(
                context.ResourceName, KnownResourceCommands.StartCommand, context.CancellationToken);
            if (!started.Success)
            {
                return started;
            }
        }

        await notifications.WaitForResourceHealthyAsync(soak.Name, context.CancellationToken);
        return await PostAsync(soak, "/api/runs", new { profile }, $"The profile '{profile}' runs.", context.CancellationToken);
    }

    private static async Task<ExecuteCommandResult> PostAsync<T>(
        ProjectResource soak, string path, T body, string done, CancellationToken cancellationToken)
    {
        var page = soak.GetEndpoint("http").Url;
        using var http = new HttpClient { BaseAddress = new Uri(page) };
        try
        {
            using var response = await http.PostAsJsonAsync(path, body, cancellationToken);
            return response.IsSuccessStatusCode
                ? CommandResults.Success($"{done} {page}")
                : CommandResults.Failure(await response.Content.ReadAsStringAsync(cancellationToken));
        }
        catch (HttpRequestException exception)
        {
            return CommandResults.Failure(exception.Message);
        }
    }
}
