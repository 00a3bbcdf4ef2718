using Aegis.Engine;

namespace Aegis.EmbeddingServer.Serving;

/// <summary>The engine that serves, and whether it serves. Safe from any thread.</summary>
internal sealed class ServingState
{
    private readonly Lock _transition = new();
    private volatile string? _canaryProblem;
    private volatile ServingSnapshot _now = new(ServingStatus.Starting, "the model is being loaded", null);

    /// <summary>Raised after a transition and after each canary, on the thread that made it. Batches do not raise it.</summary>
    public event Action? Changed;

    /// <summary>
    /// The state now. An engine whose last batches were wrong is an error and keeps serving: without requests no batch
    /// could show that the model is right again.
    /// </summary>
    public ServingSnapshot Current => _now switch
    {
        { Status: ServingStatus.Ok } now when _canaryProblem is { } problem => now with
        {
            Status = ServingStatus.Error,
            Reason = $"known texts no longer get the right vectors: {problem}",
            IsProvenWrong = true,
        },
        { Status: ServingStatus.Ok, Engine.IsHealthy: false } now => now with
        {
            Status = ServingStatus.Error,
            Reason = "the model has failed or gave wrong vectors in its last Runs",
        },
        var now => now,
    };

    public void Ready(EmbeddingEngine engine) => Enter(ServingStatus.Ok, null, engine);

    /// <summary>The canary ended; the problem is null when the vectors are right.</summary>
    public void CanaryEnded(string? problem)
    {
        _canaryProblem = problem;
        Changed?.Invoke();
    }

    public void Failed(string reason) => Enter(ServingStatus.Error, reason, null);

    /// <summary>The last status: an engine that becomes ready after it is kept, but does not serve.</summary>
    public void Draining() => Enter(ServingStatus.Draining, "the server is shutting down", null);

    private void Enter(ServingStatus status, string? reason, EmbeddingEngine? engine)
    {
        lock (_transition)
        {
            var next = new ServingSnapshot(status, reason, engine ?? _now.Engine);
            _now = _now.Status == ServingStatus.Draining ? _now with { Engine = next.Engine } : next;
        }

        Changed?.Invoke();
    }
}
