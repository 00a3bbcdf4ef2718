using System.Globalization;
using Aegis.EmbeddingServer.Diagnostics;
using Aegis.EmbeddingServer.Scheduling;

namespace Aegis.EmbeddingServer.Api;

/// <summary>The journey of a request that was taken on: read, check, tokenise, schedule, write.</summary>
internal sealed class EmbeddingsHandler(AegisOptions options, EmbeddingsRequestReader reader, RequestTokenizer inputs, AnswerGate answers, ILogger<EmbeddingsHandler> logger)
{
    /// <summary>Most vectors of an answer that a worker writes itself, after its Run: to wake a thread for it costs more.</summary>
    private const int WrittenByWorker = 4;

    /// <summary>Answers, or returns the failure to answer with.</summary>
    public async Task<Failure?> AnswerAsync(HttpContext context, Engine engine, string caller, BodyLease room, RequestTelemetry telemetry)
    {
        if ((await ReadAsync(context, room, telemetry)).Failed(out var failure, out var request))
        {
            return failure;
        }

        var (identity, _, model) = engine.Backend;
        var names = new ModelNames(identity, options.Model.Aliases);
        if (EmbeddingsRequestChecks.BeforeTokenizing(request, names, engine.Backend, options.Api.TokenIds) is { } mistake)
        {
            return mistake;
        }

        telemetry.Facts.Model = request.Model is { Length: > 0 } named ? named : null;

        // For one input it was asked before the body was read.
        if (request.Input!.Count > 1 && !engine.Scheduler.HasRoom(caller, request.Input.Count))
        {
            return Overloaded(engine.Scheduler);
        }

        var from = telemetry.Now;
        if (inputs.Tokenize(request.Input, EmbeddingsRequestChecks.TokenizerFor(request, engine.Backend), EmbeddingsRequestChecks.TruncationOf(request, options.Model), context.RequestAborted).Failed(out failure, out var sequences))
        {
            return failure;
        }

        telemetry.StageEnded(Stage.Tokenize, from, telemetry.Now);
        if (EmbeddingsRequestChecks.Tokens(sequences, options.Api) is { } tooMany)
        {
            return tooMany;
        }

        if (!answers.TryTake(sequences.Length))
        {
            return AnswerGate.Exhausted;
        }

        try
        {
            using var job = new EmbeddingJob(caller, sequences, model.Dimensions, isContinuedByWorker: sequences.Length <= WrittenByWorker) { Runs = telemetry.Runs };
            return await AnswerAsync(context, engine, job, request, telemetry);
        }
        finally
        {
            answers.Give(sequences.Length);
        }
    }

    /// <summary>What a request is told that the queue has no room for.</summary>
    public static Failure Overloaded(EmbeddingScheduler scheduler) =>
        new(FailureKind.Overloaded, "The queue is full, or this caller's share of it; try again later, or with less at a time (Aegis:Admission)") { RetryAfter = scheduler.ExpectedWait };

    private async Task<Failure?> AnswerAsync(HttpContext context, Engine engine, EmbeddingJob job, EmbeddingsRequest request, RequestTelemetry telemetry)
    {
        Note(telemetry.Facts, job);
        var outcome = await RunAsync(engine.Scheduler, job, telemetry, context.RequestAborted);
        if (outcome != JobOutcome.Completed)
        {
            ApiLog.NotComputed(logger, outcome == JobOutcome.TimedOut ? LogLevel.Warning : LogLevel.Debug, context.TraceIdentifier, outcome);
            return Describe(outcome, engine.Scheduler, context);
        }

        telemetry.Facts.Dimensions = request.Dimensions ?? engine.Backend.Model.Dimensions;
        if (request.Dimensions is { } width && !job.TryCut(width))
        {
            ApiLog.NothingLeft(logger, context.TraceIdentifier, width);
            return RequestExceptions.Internal(context);
        }

        var format = new ResponseFormat(engine.Backend.Identity.ModelId, request.EncodingFormat == EmbeddingsRequestChecks.Base64Format);
        await WriteAsync(context, job, format, telemetry);
        return null;
    }

    private static async Task<JobOutcome> RunAsync(EmbeddingScheduler scheduler, EmbeddingJob job, RequestTelemetry telemetry, CancellationToken cancellationToken)
    {
        var from = telemetry.Now;
        try
        {
            return await scheduler.RunAsync(job, cancellationToken);
        }
        finally
        {
            // Also of a caller that did not wait for the end: that is the one to be explained.
            var to = telemetry.Now;
            telemetry.StageEnded(Stage.Queue, from, job.StartedAt ?? to);
            if (job.StartedAt is { } started)
            {
                telemetry.StageEnded(Stage.Inference, started, to);
            }
        }
    }

    private async Task<Outcome<EmbeddingsRequest>> ReadAsync(HttpContext context, BodyLease room, RequestTelemetry telemetry)
    {
        try
        {
            return await reader.ReadAsync(context.Request, room, context.RequestAborted);
        }
        finally
        {
            telemetry.StageEnded(Stage.Read, telemetry.Start, telemetry.Now);
        }
    }

    private static void Note(RequestFacts facts, EmbeddingJob job)
    {
        facts.Inputs = job.Sequences.Count;
        facts.Tokens = job.Tokens;
        facts.TruncatedInputs = job.Sequences.Count(sequence => sequence.Truncated);
    }

    private static async Task WriteAsync(HttpContext context, EmbeddingJob job, ResponseFormat format, RequestTelemetry telemetry)
    {
        var truncated = telemetry.Facts.TruncatedInputs;
        var response = context.Response;
        response.ContentType = "application/json";
        response.Headers[ApiHeaders.ServerTiming] = telemetry.ServerTiming;
        if (truncated > 0)
        {
            // A cut is never silent.
            response.Headers[ApiHeaders.TruncatedInputs] = truncated.ToString(CultureInfo.InvariantCulture);
        }

        var from = telemetry.Now;
        try
        {
            if (job.Sequences.Count <= WrittenByWorker)
            {
                EmbeddingsResponseWriter.WriteWhole(response, job, format);
            }
            else
            {
                await EmbeddingsResponseWriter.WriteAsync(response.BodyWriter, job, format, context.RequestAborted);
            }
        }
        finally
        {
            telemetry.StageEnded(Stage.Write, from, telemetry.Now);
        }
    }

    private static Failure Describe(JobOutcome outcome, EmbeddingScheduler scheduler, HttpContext context) => outcome switch
    {
        JobOutcome.Refused => Overloaded(scheduler),
        JobOutcome.TimedOut => new Failure(FailureKind.TimedOut, "The request's time limit passed (Aegis:Admission:RequestTimeLimit); send fewer inputs at a time"),
        JobOutcome.Stopped => new Failure(FailureKind.Unavailable, "No embeddings: the server is shutting down") { RetryAfter = EmbeddingsEndpoint.RestartWait },
        JobOutcome.Failed or _ => RequestExceptions.Internal(context),
    };
}
