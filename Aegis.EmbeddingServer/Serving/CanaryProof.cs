using Aegis.Engine;

namespace Aegis.EmbeddingServer.Serving;

/// <summary>The result of a proof. The problem is null when the vectors are right.</summary>
internal sealed record ProofResult(string? Problem, TimeSpan Duration);

/// <summary>
/// Proves the serving model by its canary. Wrong vectors end the readiness of the server, right ones restore it. One
/// proof at a time; it takes about 50 ms of one core.
/// </summary>
internal sealed class CanaryProof(ServingState state, TimeProvider clock, ILogger<CanaryProof> logger)
{
    private readonly Lock _gate = new();
    private Task<ProofResult>? _running;
    private volatile bool _isWrong;
    private long _ended = clock.GetTimestamp();

    public bool IsWrong => _isWrong;

    /// <summary>Time since the last proof; the loader of the model makes the first one.</summary>
    public TimeSpan SinceLast => clock.GetElapsedTime(Volatile.Read(ref _ended));

    /// <summary>Proves the model on a thread of the pool. A call during a proof gets the result of that proof.</summary>
    public Task<ProofResult> ProveAsync(EmbeddingEngine engine)
    {
        lock (_gate)
        {
            return _running is { IsCompleted: false } running ? running : _running = Task.Run(() => Prove(engine));
        }
    }

    private ProofResult Prove(EmbeddingEngine engine)
    {
        var from = clock.GetTimestamp();
        var problem = engine.Prove();
        var to = clock.GetTimestamp();
        state.CanaryEnded(problem);
        if (problem is not null)
        {
            ServingLog.CanaryFailed(logger, problem);
        }
        else if (_isWrong)
        {
            ServingLog.CanaryRightAgain(logger);
        }

        _isWrong = problem is not null;
        Volatile.Write(ref _ended, to);
        return new ProofResult(problem, clock.GetElapsedTime(from, to));
    }
}
