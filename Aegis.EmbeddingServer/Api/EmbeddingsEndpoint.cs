using Aegis.EmbeddingServer.Diagnostics;
using Aegis.EmbeddingServer.Model;
using Aegis.EmbeddingServer.Scheduling;

namespace Aegis.EmbeddingServer.Api;

/// <summary><c>POST /v1/embeddings</c>: takes a request on, or refuses it before its body is read.</summary>
internal sealed class EmbeddingsEndpoint(ServingState state, InFlight inFlight, BodyGate bodies, EmbeddingsHandler handler, ErrorWriter errors)
{
    /// <summary>A server that drains or failed takes at least a restart.</summary>
    public static readonly TimeSpan RestartWait = TimeSpan.FromSeconds(5);

    /// <summary>A model loads within a second; a body is read in less.</summary>
    private static readonly TimeSpan ShortWait = TimeSpan.FromSeconds(1);

    /// <summary>Answers; returns the failure where it answered with one.</summary>
    public async Task<Failure?> HandleAsync(HttpContext context, RequestTelemetry telemetry)
    {
        var caller = CallerName.Of(context);
        // Counted before the state is asked: a shut-down either sees this request, or this request sees the shut-down.
        inFlight.Begin();
        var refusal = Refuse(context, caller, out var engine);
        if (refusal is not null)
        {
            // Not taken on: its answer must not keep a shut-down waiting.
            inFlight.End();
            await errors.WriteAsync(context, refusal);
            return refusal;
        }

        try
        {
            using var room = new BodyLease(bodies);
            var failure = await handler.AnswerAsync(context, engine!, caller, room, telemetry);
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

    private Failure? Refuse(HttpContext context, string caller, out Engine? engine)
    {
        var now = state.Current;
        engine = now.Engine;
        if (engine is null || now.IsProvenWrong || now.Status is ServingStatus.Starting or ServingStatus.Draining)
        {
            return Unavailable(now, "No embeddings");
        }

        // A full queue costs a caller nothing but this answer: no body is read, no text tokenised.
        return engine.Scheduler.HasRoom(caller, inputs: 1)
            ? bodies.Refuse(context.Request.ContentLength ?? 0)
            : EmbeddingsHandler.Overloaded(engine.Scheduler);
    }

    /// <summary>What a server that does not serve now answers.</summary>
    /// <param name="now">Where it stands.</param>
    /// <param name="lack">What there is none of: <c>No embeddings</c>.</param>
    public static Failure Unavailable(ServingSnapshot now, string lack) =>
        new(FailureKind.Unavailable, $"{lack}: {now.Reason}") { RetryAfter = now.Status == ServingStatus.Starting ? ShortWait : RestartWait };
}
