using System.Globalization;
using Aegis.EmbeddingServer.Api.Answers;
using Aegis.EmbeddingServer.Diagnostics;
using Aegis.Engine;
using Aegis.Engine.Workers;
using Aegis.Scheduling;

namespace Aegis.EmbeddingServer.Api.Embeddings;

/// <summary>The stages of an accepted request: read, tokenise, compute, write.</summary>
internal sealed partial class EmbeddingsHandler(
    OrderReader reader, OrderTokenizer tokenizer, BodyGate bodies, AnswerGate answers, ILogger<EmbeddingsHandler> logger)
{
    public Failure? RefuseBody(long announced) => bodies.Refuse(announced);

    public static Failure Overloaded(EmbeddingEngine engine) => new(
        FailureKind.Overloaded,
        "The queue is full, or this caller's share of it; try again later, or with less at a time (Aegis:Admission)")
    {
        RetryAfter = engine.ExpectedWait,
    };

    /// <summary>Answers, or returns the failure to answer with.</summary>
    public async Task<Failure?> AnswerAsync(HttpContext context, EmbeddingEngine engine, string caller, RequestTelemetry telemetry)
    {
        using var room = new BodyLease(bodies);
        if ((await ReadAsync(context, room, engine, telemetry)).Failed(out var failure, out var order))
        {
            return failure;
        }

        telemetry.Facts.Model = order.ModelName;
        var from = telemetry.Now;
        if (tokenizer.Tokenize(order, context.RequestAborted).Failed(out failure, out var sequences))
        {
            return failure;
        }

        telemetry.StageEnded(Stage.Tokenize, from, telemetry.Now);
        if (!answers.TryTake(sequences.Length))
        {
            return AnswerGate.Exhausted;
        }

        try
        {
            var isContinuedByWorker = sequences.Length <= Job.MaxSequencesContinuedByWorker;
            using var job = new EmbeddingJob(caller, sequences, engine.Model.Dimensions, isContinuedByWorker)
            {
                Batches = telemetry.Batches,
            };
            return await ComputeAsync(context, engine, job, order, telemetry);
        }
        finally
        {
            answers.Give(sequences.Length);
        }
    }

    private async Task<Outcome<EmbeddingsOrder>> ReadAsync(
        HttpContext context, BodyLease room, EmbeddingEngine engine, RequestTelemetry telemetry)
    {
        try
        {
            return await reader.ReadAsync(context.Request, room, engine.Model, context.RequestAborted);
        }
        finally
        {
            telemetry.StageEnded(Stage.Read, telemetry.Start, telemetry.Now);
        }
    }

    private async Task<Failure?> ComputeAsync(
        HttpContext context, EmbeddingEngine engine, EmbeddingJob job, EmbeddingsOrder order, RequestTelemetry telemetry)
    {
        var facts = telemetry.Facts;
        facts.Inputs = job.Sequences.Count;
        facts.Tokens = job.Tokens;
        facts.TruncatedInputs = job.Sequences.Count(sequence => sequence.Truncated);
        var outcome = await EmbedAsync(engine, job, telemetry, context.RequestAborted);
        if (outcome != JobOutcome.Completed)
        {
            var level = outcome == JobOutcome.TimedOut ? LogLevel.Warning : LogLevel.Debug;
            NotComputed(logger, level, context.TraceIdentifier, outcome);
            return Describe(outcome, engine, context);
        }

        facts.Dimensions = order.Width;
        if (!job.TryCut(order.Width))
        {
            NothingLeft(logger, context.TraceIdentifier, order.Width);
            return RequestExceptions.Internal(context);
        }

        await WriteAsync(context, new EmbeddingsResponseWriter(job, engine.Model.Identity.ModelId, order.IsBase64), telemetry);
        return null;
    }

    private static async Task<JobOutcome> EmbedAsync(
        EmbeddingEngine engine, EmbeddingJob job, RequestTelemetry telemetry, CancellationToken cancellationToken)
    {
        var from = telemetry.Now;
        try
        {
            return await engine.EmbedAsync(job, cancellationToken);
        }
        finally
        {
            // Also measured for a caller that closed the connection: such a request needs an explanation.
            var to = telemetry.Now;
            telemetry.StageEnded(Stage.Queue, from, job.StartedAt ?? to);
            if (job.StartedAt is { } started)
            {
                telemetry.StageEnded(Stage.Inference, started, to);
            }
        }
    }

    private static async Task WriteAsync(HttpContext context, EmbeddingsResponseWriter writer, RequestTelemetry telemetry)
    {
        var (facts, response) = (telemetry.Facts, context.Response);
        response.ContentType = "application/json";
        response.Headers[ApiHeaders.ServerTiming] = telemetry.ServerTiming;
        if (facts.TruncatedInputs > 0)
        {
            // A cut is never silent.
            response.Headers[ApiHeaders.TruncatedInputs] = facts.TruncatedInputs.ToString(CultureInfo.InvariantCulture);
        }

        var from = telemetry.Now;
        try
        {
            if (facts.Inputs <= Job.MaxSequencesContinuedByWorker)
            {
                writer.WriteWhole(response);
            }
            else
            {
                await writer.WriteAsync(response.BodyWriter, context.RequestAborted);
            }
        }
        finally
        {
            telemetry.StageEnded(Stage.Write, from, telemetry.Now);
        }
    }

    private static Failure Describe(JobOutcome outcome, EmbeddingEngine engine, HttpContext context) => outcome switch
    {
        JobOutcome.Refused => Overloaded(engine),
        JobOutcome.TimedOut => new Failure(
            FailureKind.TimedOut, "The request's time limit passed (Aegis:Admission:RequestTimeLimit); send fewer inputs at a time"),
        JobOutcome.Stopped => new Failure(FailureKind.Unavailable, "No embeddings: the server is shutting down")
        {
            RetryAfter = ServingFailures.RestartWait,
        },
        JobOutcome.Failed or _ => RequestExceptions.Internal(context),
    };

    [LoggerMessage(EventId = 4002, Message = "Request {Request} got no vectors: {Outcome}")]
    private static partial void NotComputed(ILogger logger, LogLevel level, string request, JobOutcome outcome);

    [LoggerMessage(4003, LogLevel.Error, "Request {Request}: a vector cut to {Width} dimensions has nothing left")]
    private static partial void NothingLeft(ILogger logger, string request, int width);
}
