using System.Net;
using System.Text;
using System.Text.Json;
using Aegis.SoakRunner.Load;
using Aegis.SoakRunner.Target;

namespace Aegis.SoakRunner.Check;

/// <summary>A ready target, and what is known of its answers.</summary>
/// <param name="Http">Client for health and metrics.</param>
internal sealed record RunTarget(HttpClient Http, EmbeddingsClient Client, TargetFacts Facts, RequestSource Requests, KnownVectors Known)
{
    private const string OnnxBackend = "onnx";
    private const string DeterministicBackend = "deterministic";
    private const string Int8 = "int8";

    /// <summary>Lowest cosine of an int8 vector to the reference; the server proves it at its start.</summary>
    private const float MinCosineOfInt8 = 0.99f;

    private const float MinCosine = 0.9999f;

    private static readonly TimeSpan BusyPause = TimeSpan.FromMilliseconds(250);

    /// <summary>Asks a ready target for its properties and the width of its vectors.</summary>
    /// <returns>The target, or why it cannot be loaded.</returns>
    public static async Task<(RunTarget? Target, string? Problem)> FindAsync(
        TargetInspector inspector, EmbeddingsClient client, CancellationToken cancellationToken)
    {
        var facts = await inspector.InspectAsync(cancellationToken);
        var golden = GoldenTexts.Read();
        var isKnown = facts.Model == golden.Model;
        // The deterministic backend counts words.
        var requests = new RequestSource(Vocabulary.Read(), golden, facts.Model, isKnown || facts.Backend == DeterministicBackend, isKnown);
        var (dimensions, problem) = await DimensionsAsync(client, facts.Model, inspector.Clock, cancellationToken);
        if (problem is not null)
        {
            return (null, problem);
        }

        float? least = isKnown && facts.Backend == OnnxBackend ? facts.Precision == Int8 ? MinCosineOfInt8 : MinCosine : null;
        return (new RunTarget(inspector.Http, client, facts, requests, new KnownVectors(golden, dimensions, least)), null);
    }

    /// <summary>What cannot be checked, and why.</summary>
    public IEnumerable<string> Notes()
    {
        if (!Requests.KnowsWords)
        {
            yield return $"The target's model is not {Requests.Golden.Model}: usage is checked for plausibility only.";
        }

        if (!Known.HaveReference)
        {
            yield return "No reference vectors are known for this target: its vectors are held to their first answers only.";
        }

        if (!Facts.IsLocal)
        {
            yield return "The target runs on another machine: its threads and handles are not seen, and not judged.";
        }
    }

    // 0 for an answer that cannot be read: the run reports what is wrong. A busy target is asked again: without the width every
    // correct answer would count as wrong.
    private static async Task<(int Dimensions, string? Problem)> DimensionsAsync(
        EmbeddingsClient client, string? model, TimeProvider clock, CancellationToken cancellationToken)
    {
        var named = model is null ? string.Empty : $",\"model\":{JsonSerializer.Serialize(model, EmbeddingsJson.Default.String)}";
        using var timeout = new CancellationTokenSource(TargetInspector.ReadyTimeout, clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            return await AskWidthAsync(client, Encoding.UTF8.GetBytes($"{{\"input\":[\"hello\"]{named}}}"), clock, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (0, $"POST /v1/embeddings gives no vector within {TargetInspector.ReadyTimeout.TotalSeconds:F0} s");
        }
        catch (JsonException)
        {
            return (0, null);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return (0, exception.Message);
        }
    }

    private static async Task<(int Dimensions, string? Problem)> AskWidthAsync(
        EmbeddingsClient client, byte[] body, TimeProvider clock, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var reply = await client.SendAsync(body, cancellationToken);
            if (reply.Status is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable)
            {
                await Task.Delay(BusyPause, clock, cancellationToken);
                continue;
            }

            if (reply.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound)
            {
                var hint = reply.Status == HttpStatusCode.Unauthorized
                    ? $" (the environment variable {TargetHttp.KeyVariable} takes a key)"
                    : string.Empty;
                return (0, $"POST /v1/embeddings answers {(int)reply.Status}: {Snippet.Of(reply.Body)}{hint}");
            }

            var answer = new ReadAnswer();
            AnswerReader.Read(reply.Body, answer);
            return (answer.Dimensions, null);
        }
    }
}
