using System.Globalization;
using Aegis.EmbeddingServer.Diagnostics;
using Aegis.EmbeddingServer.Model;
using Aegis.EmbeddingServer.Scheduling;
using Aegis.EmbeddingServer.Tokenization;

namespace Aegis.EmbeddingServer.Api;

/// <summary><c>POST /v1/embeddings</c>: read, check, tokenise, schedule, write.</summary>
internal sealed class EmbeddingsEndpoint(AegisOptions options, ServingState state, ServerMetrics metrics, ErrorWriter errors, TimeProvider clock)
{
    private const string TruncatedInputsHeader = "x-aegis-truncated-inputs";
    private const string ServerTimingHeader = "server-timing";

    /// <summary>A model loads within a second.</summary>
    private static readonly TimeSpan StartingWait = TimeSpan.FromSeconds(1);

    /// <summary>A server that drains or failed takes at least a restart.</summary>
    private static readonly TimeSpan RestartWait = TimeSpan.FromSeconds(5);

    public async Task HandleAsync(HttpContext context)
    {
        if (await AnswerAsync(context) is { } failure)
        {
            await errors.WriteAsync(context, failure);
        }
    }

    private async Task<Failure?> AnswerAsync(HttpContext context)
    {
        if (Unavailable() is { } unavailable)
        {
            return unavailable;
        }

        var engine = state.Engine!;
        if ((await EmbeddingsRequestReader.ReadAsync(context.Request, context.RequestAborted)).Failed(out var failure, out var request))
        {
            return failure;
        }

        var identity = engine.Backend.Identity;
        var names = new ModelNames(identity, options.Model.Aliases);
        if (EmbeddingsRequestChecks.BeforeTokenizing(request, options.Api, names, engine.Backend.Model.Dimensions) is { } mistake)
        {
            return mistake;
        }

        var stages = new StageClock(clock, metrics);
        var sequences = Tokenize(engine.Backend.Tokenizer, request.Input!, stages);
        if (EmbeddingsRequestChecks.Tokens(sequences, options.Api) is { } tooMany)
        {
            return tooMany;
        }

        using var job = new EmbeddingJob(sequences, engine.Backend.Model.Dimensions);
        var outcome = await RunAsync(engine.Scheduler, job, stages, context.RequestAborted);
        if (outcome != JobOutcome.Completed)
        {
            return Describe(outcome, engine.Scheduler, context);
        }

        if (request.Dimensions is { } width && !job.TryCut(width))
        {
            return EnvelopeMiddleware.Internal(context);
        }

        var format = new ResponseFormat(identity.ModelId, request.EncodingFormat == EmbeddingsRequestChecks.Base64Format);
        await WriteAsync(context, job, format, stages);
        return null;
    }

    private static TokenSequence[] Tokenize(ITextTokenizer tokenizer, IReadOnlyList<string> texts, StageClock stages)
    {
        var from = stages.Now;
        var sequences = new TokenSequence[texts.Count];
        for (var index = 0; index < sequences.Length; index++)
        {
            sequences[index] = tokenizer.Tokenize(texts[index]);
        }

        stages.StageEnded(StageClock.Tokenize, from, stages.Now);
        return sequences;
    }

    private static async Task<JobOutcome> RunAsync(EmbeddingScheduler scheduler, EmbeddingJob job, StageClock stages, CancellationToken cancellationToken)
    {
        var from = stages.Now;
        var outcome = await scheduler.RunAsync(job, cancellationToken);
        var to = stages.Now;
        var started = job.StartedAt ?? to;
        stages.StageEnded(StageClock.Queue, from, started);
        stages.StageEnded(StageClock.Inference, started, to);
        return outcome;
    }

    private async Task WriteAsync(HttpContext context, EmbeddingJob job, ResponseFormat format, StageClock stages)
    {
        var truncated = job.Sequences.Count(sequence => sequence.Truncated);
        var response = context.Response;
        response.ContentType = "application/json";
        response.Headers[ServerTimingHeader] = stages.ServerTiming;
        if (truncated > 0)
        {
            // A cut is never silent.
            response.Headers[TruncatedInputsHeader] = truncated.ToString(CultureInfo.InvariantCulture);
        }

        stages.Describe(format.ModelId, job.Sequences.Count, job.Tokens, truncated);
        var from = stages.Now;
        await EmbeddingsResponseWriter.WriteAsync(response.BodyWriter, job, format, context.RequestAborted);
        stages.StageEnded(StageClock.Write, from, stages.Now);
        metrics.RequestAnswered(job.Tokens, truncated);
    }

    private Failure? Unavailable()
    {
        var (status, reason) = state.Current;
        return status switch
        {
            ServingStatus.Ok => null,
            // The Runs decide: without a request there is no Run that could show that the model is right again.
            ServingStatus.Error when state.Engine is not null => null,
            ServingStatus.Starting => new Failure(FailureKind.Unavailable, $"No embeddings yet: {reason}") { RetryAfter = StartingWait },
            _ => new Failure(FailureKind.Unavailable, $"No embeddings: {reason}") { RetryAfter = RestartWait },
        };
    }

    private static Failure Describe(JobOutcome outcome, EmbeddingScheduler scheduler, HttpContext context) => outcome switch
    {
        JobOutcome.Refused => new Failure(FailureKind.Overloaded, "The queue is full; try again later, or with fewer inputs at a time") { RetryAfter = scheduler.ExpectedWait },
        JobOutcome.TimedOut => new Failure(FailureKind.TimedOut, "The request's time limit passed (Aegis:Admission:RequestTimeLimit); send fewer inputs at a time"),
        JobOutcome.Stopped => new Failure(FailureKind.Unavailable, "No embeddings: the server is shutting down") { RetryAfter = RestartWait },
        JobOutcome.Failed or _ => EnvelopeMiddleware.Internal(context),
    };
}
