using Aegis.EmbeddingServer.Scheduling;

namespace Aegis.EmbeddingServer.Model;

/// <summary>What is served now, and whether. Reads are safe from any thread.</summary>
internal sealed class ServingState(RunHealth runHealth)
{
    private readonly Lock _transition = new();
    private volatile Phase _phase = new(ServingStatus.Starting, "the model is being loaded", null);

    /// <summary>The backend with its scheduler; null until it is ready, and for ever when it failed.</summary>
    public Engine? Engine => _phase.Engine;

    /// <summary>The status and, unless it is ok, the reason.</summary>
    public (ServingStatus Status, string? Reason) Current
    {
        get
        {
            var phase = _phase;
            return phase.Status == ServingStatus.Ok && !runHealth.IsGood
                ? (ServingStatus.Error, "the model has failed or gave wrong vectors in its last Runs")
                : (phase.Status, phase.Reason);
        }
    }

    public void Ready(Engine engine) => Enter(new Phase(ServingStatus.Ok, null, engine));

    public void Failed(string reason) => Enter(new Phase(ServingStatus.Error, reason, null));

    /// <summary>The last status: a model that becomes ready after it stays in its shadow.</summary>
    public void Draining() => Enter(new Phase(ServingStatus.Draining, "the server is shutting down", _phase.Engine));

    private void Enter(Phase next)
    {
        lock (_transition)
        {
            _phase = _phase.Status == ServingStatus.Draining ? _phase with { Engine = next.Engine } : next;
        }
    }

    private sealed record Phase(ServingStatus Status, string? Reason, Engine? Engine);
}
