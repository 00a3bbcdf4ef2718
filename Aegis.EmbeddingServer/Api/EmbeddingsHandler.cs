using System.Globalization;
using Aegis.EmbeddingServer.Diagnostics;
using Aegis.EmbeddingServer.Scheduling;

namespace Aegis.EmbeddingServer.Api;

/// <summary>The journey of a request that was taken on: read, check, tokenise, schedule, write.</summary>
internal sealed class EmbeddingsHandler(AegisOptions options, EmbeddingsRequestReader reader, RequestTokenizer inputs, AnswerGate answers, ServerMetrics metrics, TimeProvider clock, ILogger<EmbeddingsHandler> logger)
{
    /// <summary>Most vectors of an answer that a worker writes itself, after its Run: to wake a thread for it costs more.</summary>
    private const int WrittenByWorker = 4;

    /// <summary>Answers, or returns the failure to answer with.</summary>
    public async Task<Failure?> AnswerAsync(HttpContext context, Engine engine, string caller, BodyRoom room)
    {
        if ((await reader.ReadAsync(context.Request, room, context.RequestAborted)).Failed(out var failure, out var request))
        {
            return failure;
        }

        var (identity, _, model) = engine.Backend;
        var names = new ModelNames(identity, options.Model.Aliases);
        if (EmbeddingsRequestChecks.BeforeTokenizing(request, names, engine.Backend, options.Api.TokenIds) is { } mistake)
        {
            return mistake;
        }

        // For one input it was asked before the body was read.
        if (request.Input!.Count > 1 && !engine.Scheduler.HasRoom(caller, request.Input.Count))
        {
            return Overloaded(engine.Scheduler);
        }

        var stages = new StageClock(clock, metrics);
        var from = stages.Now;
        if (inputs.Tokenize(request.Input, EmbeddingsRequestChecks.TokenizerFor(request, engine.Backend), EmbeddingsRequestChecks.TruncationOf(request, options.Model), context.RequestAborted).Failed(out failure, out var sequences))
        {
            return failure;
        }

        stages.StageEnded(StageClock.Tokenize, from, stages.Now);
        if (EmbeddingsRequestChecks.Tokens(sequences, options.Api) is { } tooMany)
        {
            return tooMany;
        }

        if (!answers.TryTake(sequences.Length))
        {
            return BodyGate.NoRoom;
        }

        try
        {
            using var job = new EmbeddingJob(caller, sequences, model.Dimensions, isContinuedByWorker: sequences.Length <= WrittenByWorker);
            return await AnswerAsync(context, engine, job, request, stages);
        }
        finally
        {
            answers.Give(sequences.Length);
        }
    }

    /// <summary>What a request is told that the queue has no room for.</summary>
    public static Failure Overloaded(EmbeddingScheduler scheduler) =>
        new(FailureKind.Overloaded, "The queue is full, or this caller's share of it; try again later, or with less at a time (Aegis:Admission)") { RetryAfter = scheduler.ExpectedWait };

    private async Task<Failure?> AnswerAsync(HttpContext context, Engine engine, EmbeddingJob job, EmbeddingsRequest request, StageClock stages)
    {
        var outcome = await RunAsync(engine.Scheduler, job, stages, context.RequestAborted);
        if (outcome != JobOutcome.Completed)
        {
            ApiLog.NotComputed(logger, context.TraceIdentifier, outcome);
            return Describe(outcome, engine.Scheduler, context);
        }

        if (request.Dimensions is { } width && !job.TryCut(width))
        {
            ApiLog.NothingLeft(logger, context.TraceIdentifier, width);
            return EnvelopeMiddleware.Internal(context);
        }

        var format = new ResponseFormat(engine.Backend.Identity.ModelId, request.EncodingFormat == EmbeddingsRequestChecks.Base64Format);
        await WriteAsync(context, job, format, stages);
        return null;
    }

    private static async Task<JobOutcome> RunAsync(EmbeddingScheduler scheduler, EmbeddingJob job, StageClock stages, CancellationToken cancellationToken)
    {
        var from = stages.Now;
        var outcome = await scheduler.RunAsync(job, cancellationToken);
        var to = stages.Now;
        stages.StageEnded(StageClock.Queue, from, job.StartedAt ?? to);
        if (job.StartedAt is { } started)
        {
            stages.StageEnded(StageClock.Inference, started, to);
        }

        return outcome;
    }

    private async Task WriteAsync(HttpContext context, EmbeddingJob job, ResponseFormat format, StageClock stages)
    {
        var truncated = job.Sequences.Count(sequence => sequence.Truncated);
        var response = context.Response;
        response.ContentType = "application/json";
        response.Headers[ApiHeaders.ServerTiming] = stages.ServerTiming;
        if (truncated > 0)
        {
            // A cut is never silent.
            response.Headers[ApiHeaders.TruncatedInputs] = truncated.ToString(CultureInfo.InvariantCulture);
        }

        stages.Describe(format.ModelId, job.Sequences.Count, job.Tokens, truncated);
        var from = stages.Now;
        await EmbeddingsResponseWriter.WriteAsync(response.BodyWriter, job, format, context.RequestAborted);
        stages.StageEnded(StageClock.Write, from, stages.Now);
        metrics.RequestAnswered(job.Tokens, truncated);
    }

    private static Failure Describe(JobOutcome outcome, EmbeddingScheduler scheduler, HttpContext context) => outcome switch
    {
        JobOutcome.Refused => Overloaded(scheduler),
        JobOutcome.TimedOut => new Failure(FailureKind.TimedOut, "The request's time limit passed (Aegis:Admission:RequestTimeLimit); send fewer inputs at a time"),
        JobOutcome.Stopped => new Failure(FailureKind.Unavailable, "No embeddings: the server is shutting down") { RetryAfter = EmbeddingsEndpoint.RestartWait },
        JobOutcome.Failed or _ => EnvelopeMiddleware.Internal(context),
    };
}
