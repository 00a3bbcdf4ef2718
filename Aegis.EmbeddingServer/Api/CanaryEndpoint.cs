using Aegis.EmbeddingServer.Inference;
using Aegis.EmbeddingServer.Model;

namespace Aegis.EmbeddingServer.Api;

/// <summary><c>POST /canary</c>: proves the serving model now. A body is ignored.</summary>
internal sealed class CanaryEndpoint(ServingState state, InFlight inFlight, CanaryProof proof, ErrorWriter errors, ILogger<CanaryEndpoint> logger)
{
    private const string NothingToProve = "this backend has no known texts, so there is nothing to prove";

    public async Task HandleAsync(HttpContext context)
    {
        // Counted before the state is asked, and until the proof is over: a shut-down leaves it the model.
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
        // A model that was proven wrong is asked all the same: this may show that it is right again.
        if (now.Engine is not { } engine || now.Status is ServingStatus.Starting or ServingStatus.Draining)
        {
            return errors.WriteAsync(context, EmbeddingsEndpoint.Unavailable(now, "No proof"));
        }

        var (backend, identity) = (engine.Backend, engine.Backend.Identity);
        return backend.Canary is { } canary
            ? ProveAsync(context, backend, canary)
            : WriteAsync(context, new CanaryBody(CanaryBody.None, identity.ModelId, identity.ExecutionProvider, identity.Precision, 0, 0, NothingToProve));
    }

    // Not cancelled by a caller that hangs up: others may share the proof.
    private async Task ProveAsync(HttpContext context, Backend backend, Canary canary)
    {
        var (problem, duration) = await proof.ProveAsync(backend, canary);
        var identity = backend.Identity;
        if (problem is not null)
        {
            await errors.WriteAsync(context, new Failure(FailureKind.Unavailable, $"The canary failed, and no embedding is served until it passes: {problem}") { RetryAfter = EmbeddingsEndpoint.RestartWait });
            return;
        }

        ApiLog.CanaryPassed(logger, context.TraceIdentifier, identity.ModelId, identity.ExecutionProvider, identity.Precision);
        await WriteAsync(context, new CanaryBody(CanaryBody.Pass, identity.ModelId, identity.ExecutionProvider, identity.Precision, canary.Reference.Items.Count, Math.Round(duration.TotalMilliseconds, 2), null));
    }

    private static Task WriteAsync(HttpContext context, CanaryBody body) =>
        context.Response.WriteAsJsonAsync(body, ApiJsonContext.Answers.CanaryBody, cancellationToken: context.RequestAborted);
}
