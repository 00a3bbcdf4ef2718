using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Aegis.SoakRunner.Check;
using Aegis.SoakRunner.Measure;

namespace Aegis.SoakRunner.Load;

/// <summary>Sends one request and says how it went. No retries: a retry would hide what is measured.</summary>
internal sealed class EmbeddingsClient(HttpClient http)
{
    private const string Route = "/v1/embeddings";

    /// <summary>Sends the texts and checks the answer.</summary>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public async Task<Answer> SendAsync(string[] texts, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.PostAsJsonAsync(Route, new EmbeddingsBody(texts), EmbeddingsJsonContext.Default.EmbeddingsBody, cancellationToken);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                return new Answer(Classify(response.StatusCode), $"status {(int)response.StatusCode}", null);
            }

            var body = await response.Content.ReadFromJsonAsync(EmbeddingsJsonContext.Default.EmbeddingsAnswer, cancellationToken);
            return AnswerCheck.ProblemWith(texts, body) is { } problem
                ? new Answer(OutcomeKind.WrongAnswer, problem, null)
                : new Answer(OutcomeKind.Ok, null, body);
        }
        catch (JsonException exception)
        {
            return new Answer(OutcomeKind.WrongAnswer, "the answer is not what the contract says: " + exception.Message, null);
        }
        catch (HttpRequestException exception)
        {
            return new Answer(OutcomeKind.ConnectionFailed, exception.Message, null);
        }
        catch (TaskCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            return new Answer(OutcomeKind.TimedOut, exception.Message, null);
        }
    }

    private static OutcomeKind Classify(HttpStatusCode status) => status switch
    {
        HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => OutcomeKind.Refused,
        HttpStatusCode.GatewayTimeout => OutcomeKind.TimedOut,
        >= HttpStatusCode.InternalServerError => OutcomeKind.ServerError,
        // A request of ours that the server calls wrong: one of the two is.
        _ => OutcomeKind.WrongAnswer,
    };
}
