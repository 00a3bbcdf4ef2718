using System.Buffers;
using Aegis.EmbeddingServer.Diagnostics;
using Aegis.EmbeddingServer.Pooling;
using Aegis.EmbeddingServer.Tokenization;

namespace Aegis.EmbeddingServer.Scheduling;

/// <summary>One request's sequences, and where their vectors go.</summary>
internal sealed class EmbeddingJob : IDisposable
{
    private readonly TaskCompletionSource<JobOutcome> _completion;
    private readonly float[] _vectors;
    private readonly int _dimensions;
    private int _width;
    private int _remaining;
    private long _startedAt;

    /// <param name="caller">Who sent it: what takes turns with others.</param>
    /// <param name="sequences">At least one.</param>
    /// <param name="dimensions">Width of a vector.</param>
    /// <param name="isContinuedByWorker">Whether what waits for its end runs on the thread that ends it: only what is short and does not block.</param>
    public EmbeddingJob(string caller, IReadOnlyList<TokenSequence> sequences, int dimensions, bool isContinuedByWorker = false)
    {
        Caller = caller;
        _completion = new(isContinuedByWorker ? TaskCreationOptions.None : TaskCreationOptions.RunContinuationsAsynchronously);
        Sequences = sequences;
        Tokens = sequences.Sum(sequence => sequence.Length);
        _dimensions = dimensions;
        _width = dimensions;
        _remaining = sequences.Count;
        _vectors = ArrayPool<float>.Shared.Rent(sequences.Count * dimensions);
    }

    /// <summary>Who sent it.</summary>
    public string Caller { get; }

    /// <summary>Where the Runs that serve it are noted; null when nobody traces it.</summary>
    public RunTraces? Runs { get; init; }

    /// <summary>The sequences, in the order of the answer.</summary>
    public IReadOnlyList<TokenSequence> Sequences { get; }

    /// <summary>Tokens of all sequences together, special tokens included.</summary>
    public int Tokens { get; }

    /// <summary>Ends once, with the first outcome.</summary>
    public Task<JobOutcome> Completion => _completion.Task;

    /// <summary>Whether every vector is there.</summary>
    public bool IsComplete => Completion is { IsCompleted: true, Result: JobOutcome.Completed };

    /// <summary>Timestamp at which its first Run began; null before that.</summary>
    public long? StartedAt => Interlocked.Read(ref _startedAt) is not 0 and var timestamp ? timestamp : null;

    /// <summary>The vector of a sequence; complete once <see cref="Completion"/> says so.</summary>
    public Span<float> Vector(int index) => _vectors.AsSpan(index * _dimensions, _width);

    /// <summary>Notes that a Run with one of its sequences begins; only the first call counts.</summary>
    public void MarkStarted(long timestamp) => Interlocked.CompareExchange(ref _startedAt, timestamp, 0);

    /// <summary>Takes over one sequence's vector; the last one completes the job. Each index once; calls may be concurrent.</summary>
    public void Deliver(int index, ReadOnlySpan<float> vector)
    {
        vector.CopyTo(Vector(index));
        if (Interlocked.Decrement(ref _remaining) == 0)
        {
            End(JobOutcome.Completed);
        }
    }

    /// <summary>Cuts the vectors of a completed job to their first <paramref name="width"/> components and normalises them again.</summary>
    /// <returns>False when one of them is not finite with norm 1 then: all that is left of it is zero.</returns>
    public bool TryCut(int width)
    {
        _width = width;
        for (var index = 0; index < Sequences.Count; index++)
        {
            UnitVector.Normalize(Vector(index));
            if (!UnitVector.IsValid(Vector(index)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Ends the job unless it has ended. Not with a lock held: what waits for it may run in this call.</summary>
    public void End(JobOutcome outcome) => _completion.TrySetResult(outcome);

    /// <summary>
    /// Returns the vectors' memory. After anything but <see cref="JobOutcome.Completed"/> a Run may still write there,
    /// so the memory goes to the garbage collector instead of to the next request.
    /// </summary>
    public void Dispose()
    {
        if (IsComplete)
        {
            ArrayPool<float>.Shared.Return(_vectors);
        }
    }
}
