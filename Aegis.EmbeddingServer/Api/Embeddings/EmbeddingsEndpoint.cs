using Aegis.EmbeddingServer.Api.Answers;
using Aegis.EmbeddingServer.Diagnostics;
using Aegis.EmbeddingServer.Serving;
using Aegis.Engine;

namespace Aegis.EmbeddingServer.Api.Embeddings;

/// <summary>
/// <c>POST /v1/embeddings</c>: accepts a request, or refuses it before its body is read. Measures every request,
/// also one that fails.
/// </summary>
internal sealed class EmbeddingsEndpoint(
    ServingState state, InFlight inFlight, EmbeddingsHandler handler, RequestObserver observer, ErrorWriter errors)
{
    public async Task HandleAsync(HttpContext context)
    {
        var telemetry = observer.Begin(context.TraceIdentifier);
        try
        {
            if (await AnswerAsync(context, telemetry) is { } failure)
            {
                telemetry.Facts.Failure = FailureTable.Answer(failure.Kind).Code;
            }
        }
        catch (Exception exception)
        {
            telemetry.Facts.Failure = RequestExceptions.IsCallerGone(context, exception)
                ? RequestExceptions.CallerGone
                : FailureTable.Answer(RequestExceptions.FailureOf(context, exception).Kind).Code;
            throw;
        }
        finally
        {
            telemetry.End();
        }
    }

    // Returns the failure that was answered; null for vectors.
    private async Task<Failure?> AnswerAsync(HttpContext context, RequestTelemetry telemetry)
    {
        var caller = CallerName.Of(context);
        // Counted before the state is read: a shut-down either sees this request, or this request sees the shut-down.
        inFlight.Begin();
        if (Refuse(context, caller, out var engine) is { } refusal)
        {
            // Not accepted: its answer must not delay a shut-down.
            inFlight.End();
            await errors.WriteAsync(context, refusal);
            return refusal;
        }

        try
        {
            var failure = await handler.AnswerAsync(context, engine!, caller, telemetry);
            if (failure is not null)
            {
                await errors.WriteAsync(context, failure);
            }

            return failure;
        }
        finally
        {
            inFlight.End();
        }
    }

    private Failure? Refuse(HttpContext context, string caller, out EmbeddingEngine? engine)
    {
        var now = state.Current;
        engine = now.Engine;
        if (engine is null || now.IsProvenWrong || now.Status is ServingStatus.Starting or ServingStatus.Draining)
        {
            return ServingFailures.Unavailable(now, "No embeddings");
        }

        // A full queue is answered at once: no body is read, no text is tokenised.
        return engine.Admits(caller, inputs: 1)
            ? handler.RefuseBody(context.Request.ContentLength ?? 0)
            : EmbeddingsHandler.Overloaded(engine);
    }
}
