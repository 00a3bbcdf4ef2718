using Aegis.EmbeddingServer.Configuration;

namespace Aegis.EmbeddingServer.Api.Embeddings;

/// <summary>
/// Limits the memory of answers: vectors stay in memory until the caller has read them, and a caller may read slowly. The
/// limit is twice the inputs that may be queued. Small answers are not counted.
/// </summary>
internal sealed class AnswerGate(AdmissionOptions admission)
{
    /// <summary>Most vectors of an answer that is not counted.</summary>
    public const int SmallVectors = 32;

    private readonly long _limit = 2L * admission.MaxQueuedInputs;
    private long _vectors;

    public static Failure Exhausted { get; } = new(
        FailureKind.Overloaded,
        "Too many large answers are on their way at the same time; try again later, or with fewer inputs at a time")
    {
        RetryAfter = TimeSpan.FromSeconds(1),
    };

    /// <summary>Reserves memory for an answer; false, and nothing reserved, when there is too little.</summary>
    public bool TryTake(int vectors)
    {
        if (vectors <= SmallVectors || Interlocked.Add(ref _vectors, vectors) <= _limit)
        {
            return true;
        }

        Interlocked.Add(ref _vectors, -vectors);
        return false;
    }

    public void Give(int vectors)
    {
        if (vectors > SmallVectors)
        {
            Interlocked.Add(ref _vectors, -vectors);
        }
    }
}
