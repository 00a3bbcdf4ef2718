using Aegis.EmbeddingServer.Scheduling;

namespace Aegis.EmbeddingServer.Serving;

/// <summary>What is served now, and whether. Safe from any thread.</summary>
internal sealed class ServingState(RunHealth runHealth)
{
    private readonly Lock _transition = new();
    private volatile string? _canaryProblem;
    private volatile ServingSnapshot _now = new(ServingStatus.Starting, "the model is being loaded", null);

    /// <summary>Raised after a transition and after each canary, on the thread that made it. What Runs did shows at the next.</summary>
    public event Action? Changed;

    /// <summary>
    /// Where the server stands. A model whose last Runs were wrong is an error that keeps its engine: without requests
    /// there would be no Run to show that it is right again.
    /// </summary>
    public ServingSnapshot Current => _now switch
    {
        { Status: ServingStatus.Ok } now when _canaryProblem is { } problem =>
            now with { Status = ServingStatus.Error, Reason = $"known texts no longer get the right vectors: {problem}", IsProvenWrong = true },
        { Status: ServingStatus.Ok } now when !runHealth.IsGood =>
            now with { Status = ServingStatus.Error, Reason = "the model has failed or gave wrong vectors in its last Runs" },
        var now => now,
    };

    public void Ready(Engine engine) => Enter(ServingStatus.Ok, null, engine);

    /// <summary>What the canary of a serving model found; null when its vectors are right.</summary>
    public void CanaryEnded(string? problem)
    {
        _canaryProblem = problem;
        Changed?.Invoke();
    }

    public void Failed(string reason) => Enter(ServingStatus.Error, reason, null);

    /// <summary>The last status: a model that becomes ready after it stays in its shadow.</summary>
    public void Draining() => Enter(ServingStatus.Draining, "the server is shutting down", null);

    private void Enter(ServingStatus status, string? reason, Engine? engine)
    {
        lock (_transition)
        {
            var next = new ServingSnapshot(status, reason, engine ?? _now.Engine);
            _now = _now.Status == ServingStatus.Draining ? _now with { Engine = next.Engine } : next;
        }

        Changed?.Invoke();
    }
}
