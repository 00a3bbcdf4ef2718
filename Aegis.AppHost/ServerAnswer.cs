using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Aegis.AppHost;

/// <summary>Sends the request of a dashboard command to a server. Every error becomes a failure of the command.</summary>
internal static class ServerAnswer
{
    /// <param name="server">A project with an http endpoint.</param>
    /// <param name="path">The route.</param>
    /// <param name="body">Sent as JSON; null for no body.</param>
    /// <param name="show">Makes the command's result of a successful answer.</param>
    /// <param name="context">The command.</param>
    public static async Task<ExecuteCommandResult> PostAsync(
        ProjectResource server,
        string path,
        object? body,
        Func<HttpResponseMessage, JsonElement, ExecuteCommandResult> show,
        ExecuteCommandContext context)
    {
        using var http = new HttpClient { BaseAddress = new Uri(server.GetEndpoint("http").Url) };
        if (Key(context.Services.GetRequiredService<IConfiguration>()) is { } key)
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        try
        {
            using var content = body is null ? null : JsonContent.Create(body);
            using var response = await http.PostAsync(path, content, context.CancellationToken);
            using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(context.CancellationToken));
            if (response.IsSuccessStatusCode)
            {
                return show(response, answer.RootElement);
            }

            return answer.RootElement.TryGetProperty("error", out var error)
                ? CommandResults.Failure(error.GetProperty("message").GetString())
                : CommandResults.Failure($"{server.Name} answered with status {(int)response.StatusCode}.");
        }
        // The HTTP client reports its own time-out as a cancellation too.
        catch (Exception exception) when (exception is HttpRequestException or JsonException
            || (exception is TaskCanceledException && !context.CancellationToken.IsCancellationRequested))
        {
            return CommandResults.Failure($"{server.Name} did not answer: {exception.Message}");
        }
    }

    // The server inherits its keys from the graph's environment: Aegis__Api__Keys=one,two or Aegis__Api__Keys__0=one.
    private static string? Key(IConfiguration configuration) =>
        configuration["Aegis:Api:Keys"]?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).FirstOrDefault()
        ?? configuration["Aegis:Api:Keys:0"];
}
