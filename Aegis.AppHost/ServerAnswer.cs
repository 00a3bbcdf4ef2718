using System.Net.Http.Json;
using System.Text.Json;

namespace Aegis.AppHost;

/// <summary>Asks a resource's server for a command, and turns what goes wrong into the command's failure.</summary>
internal static class ServerAnswer
{
    /// <summary>Posts, and shows the answer.</summary>
    /// <param name="server">A project with an http endpoint.</param>
    /// <param name="path">Where to post.</param>
    /// <param name="body">What to post, as JSON; null for nothing.</param>
    /// <param name="show">Makes a result of a right answer.</param>
    /// <param name="cancellationToken">The command is cancelled.</param>
    public static async Task<ExecuteCommandResult> PostAsync(
        ProjectResource server, string path, object? body, Func<HttpResponseMessage, JsonElement, ExecuteCommandResult> show, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = new Uri(server.GetEndpoint("http").Url) };
        try
        {
            using var content = body is null ? null : JsonContent.Create(body);
            using var response = await http.PostAsync(path, content, cancellationToken);
            using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
            return response.IsSuccessStatusCode
                ? show(response, answer.RootElement)
                : CommandResults.Failure(answer.RootElement.GetProperty("error").GetProperty("message").GetString());
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException)
        {
            return CommandResults.Failure($"{server.Name} did not answer: {exception.Message}");
        }
    }
}
