using Aegis.EmbeddingServer.Diagnostics;
using Aegis.EmbeddingServer.Inference;

namespace Aegis.EmbeddingServer.Serving;

/// <summary>
/// Proves the serving model by its canary. What it finds decides whether the server is ready: wrong vectors take
/// readiness away, right ones give it back. One proof at a time; it takes some 50 ms of one core.
/// </summary>
internal sealed class CanaryProof(ServingState state, ServerMetrics metrics, TimeProvider clock, ILogger<CanaryProof> logger)
{
    private readonly Lock _gate = new();
    private Task<ProofResult>? _running;
    private volatile bool _isWrong;
    private long _ended = clock.GetTimestamp();

    /// <summary>Whether the last proof found wrong vectors.</summary>
    public bool IsWrong => _isWrong;

    /// <summary>Time since the last proof; the first one is that of the model's loader.</summary>
    public TimeSpan SinceLast => clock.GetElapsedTime(Volatile.Read(ref _ended));

    /// <summary>Proves it on a thread of the pool. Whoever comes while a proof is running gets its result.</summary>
    public Task<ProofResult> ProveAsync(Backend backend, Canary canary)
    {
        lock (_gate)
        {
            return _running is { IsCompleted: false } running ? running : _running = Task.Run(() => Prove(backend, canary));
        }
    }

    private ProofResult Prove(Backend backend, Canary canary)
    {
        var from = clock.GetTimestamp();
        var problem = ProblemWith(backend, canary);
        var to = clock.GetTimestamp();
        state.CanaryEnded(problem);
        metrics.CanaryEnded(problem is null);
        if (problem is not null)
        {
            ModelLog.CanaryFailed(logger, problem);
        }
        else if (_isWrong)
        {
            ModelLog.CanaryRightAgain(logger);
        }

        _isWrong = problem is not null;
        Volatile.Write(ref _ended, to);
        return new ProofResult(problem, clock.GetElapsedTime(from, to));
    }

    private static string? ProblemWith(Backend backend, Canary canary)
    {
        try
        {
            return canary.ProblemWith(backend.Model, backend.Tokenizer);
        }
#pragma warning disable CA1031 // Whatever the model throws: that is what this is for.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return exception.Message;
        }
    }
}
