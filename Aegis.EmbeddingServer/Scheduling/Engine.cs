using Aegis.EmbeddingServer.Inference;

namespace Aegis.EmbeddingServer.Scheduling;

/// <summary>A backend and the scheduler that feeds it.</summary>
internal sealed record Engine(Backend Backend, EmbeddingScheduler Scheduler) : IDisposable
{
    public void Dispose()
    {
        // The workers first: they use the model's native memory.
        Scheduler.Dispose();
        Backend.Dispose();
    }
}
