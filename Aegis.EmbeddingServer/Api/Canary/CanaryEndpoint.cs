using Aegis.EmbeddingServer.Api.Answers;
using Aegis.EmbeddingServer.Serving;
using Aegis.Engine;

namespace Aegis.EmbeddingServer.Api.Canary;

/// <summary><c>POST /canary</c>: proves the serving model now. A body is ignored.</summary>
internal sealed partial class CanaryEndpoint(
    ServingState state, InFlight inFlight, CanaryProof proof, ErrorWriter errors, ILogger<CanaryEndpoint> logger)
{
    private const string NothingToProve = "this backend has no known texts, so there is nothing to prove";

    public async Task HandleAsync(HttpContext context)
    {
        // Counted before the state is read, and until the proof has ended: a shut-down disposes the model after that.
        inFlight.Begin();
        try
        {
            await AnswerAsync(context, state.Current);
        }
        finally
        {
            inFlight.End();
        }
    }

    private Task AnswerAsync(HttpContext context, ServingSnapshot now)
    {
        // A model with wrong vectors is proven too: the proof may show that it is right again.
        if (now.Engine is not { } engine || now.Status is ServingStatus.Starting or ServingStatus.Draining)
        {
            return errors.WriteAsync(context, ServingFailures.Unavailable(now, "No proof"));
        }

        return engine.Model.Canary is { } canary
            ? ProveAsync(context, engine, canary.Reference.Items.Count)
            : WriteAsync(context, engine, new ProofResult(NothingToProve, TimeSpan.Zero), texts: 0);
    }

    // Not cancelled when the caller closes the connection: other callers may share the proof.
    private async Task ProveAsync(HttpContext context, EmbeddingEngine engine, int texts)
    {
        var (problem, duration) = await proof.ProveAsync(engine);
        if (problem is not null)
        {
            var message = $"The canary failed, and no embedding is served until it passes: {problem}";
            var failure = new Failure(FailureKind.Unavailable, message) { RetryAfter = ServingFailures.RestartWait };
            await errors.WriteAsync(context, failure);
            return;
        }

        var identity = engine.Model.Identity;
        CanaryPassed(logger, context.TraceIdentifier, identity.ModelId, identity.ExecutionProvider, identity.Precision);
        await WriteAsync(context, engine, new ProofResult(null, duration), texts);
    }

    private static Task WriteAsync(HttpContext context, EmbeddingEngine engine, ProofResult result, int texts)
    {
        var identity = engine.Model.Identity;
        var body = new CanaryBody(
            texts > 0 ? CanaryBody.Pass : CanaryBody.None,
            identity.ModelId,
            identity.ExecutionProvider,
            identity.Precision,
            texts,
            Math.Round(result.Duration.TotalMilliseconds, 2),
            result.Problem);
        return context.Response.WriteAsJsonAsync(body, ApiJsonContext.Answers.CanaryBody, cancellationToken: context.RequestAborted);
    }

    [LoggerMessage(4005, LogLevel.Information,
        "Request {Request}: the canary passes, {Model} on {Provider} with precision {Precision}")]
    private static partial void CanaryPassed(ILogger logger, string request, string model, string provider, string precision);
}
