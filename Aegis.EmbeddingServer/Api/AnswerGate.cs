using Aegis.EmbeddingServer.Scheduling;

namespace Aegis.EmbeddingServer.Api;

/// <summary>
/// Bounds the memory of answers on their way: vectors stay until the caller has read them, and a caller may read slowly.
/// Twice as many as may be queued; small answers pass freely.
/// </summary>
internal sealed class AnswerGate(AdmissionOptions admission)
{
    /// <summary>Most vectors of an answer that is not counted.</summary>
    public const int SmallVectors = 32;

    /// <summary>The answers to other requests take all of the capacity.</summary>
    public static readonly Failure Exhausted = new(
        FailureKind.Overloaded,
        "Too many large answers are on their way at the same time; try again later, or with fewer inputs at a time")
    {
        RetryAfter = TimeSpan.FromSeconds(1),
    };

    private readonly long _most = 2L * admission.MaxQueuedInputs;
    private long _vectors;

    /// <summary>Takes room for an answer; false, and nothing taken, when there is too little.</summary>
    public bool TryTake(int vectors)
    {
        if (vectors <= SmallVectors || Interlocked.Add(ref _vectors, vectors) <= _most)
        {
            return true;
        }

        Interlocked.Add(ref _vectors, -vectors);
        return false;
    }

    /// <summary>Gives the room of an answer back.</summary>
    public void Give(int vectors)
    {
        if (vectors > SmallVectors)
        {
            Interlocked.Add(ref _vectors, -vectors);
        }
    }
}
