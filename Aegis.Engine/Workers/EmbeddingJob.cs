using System.Buffers;
using Aegis.Engine.Pooling;
using Aegis.Engine.Telemetry;
using Aegis.Engine.Tokenization;

namespace Aegis.Engine.Workers;

/// <summary>The sequences of one request and their vectors.</summary>
internal sealed class EmbeddingJob : Job, IDisposable
{
    private readonly float[] _vectors;
    private readonly int _dimensions;
    private int _width;
    private int _remaining;

    /// <param name="sequences">At least one.</param>
    /// <param name="dimensions">Width of a vector.</param>
    /// <param name="isContinuedByWorker">See <see cref="Job"/>.</param>
    public EmbeddingJob(string callerName, IReadOnlyList<TokenSequence> sequences, int dimensions, bool isContinuedByWorker = false)
        : base(callerName, sequences, isContinuedByWorker)
    {
        Sequences = sequences;
        Tokens = sequences.Sum(sequence => sequence.Length);
        _dimensions = dimensions;
        _width = dimensions;
        _remaining = sequences.Count;
        _vectors = ArrayPool<float>.Shared.Rent(sequences.Count * dimensions);
    }

    /// <summary>Collects the batches of the job; null when the request is not traced.</summary>
    public BatchTraces? Batches { get; init; }

    /// <summary>The sequences, in the order of the answer.</summary>
    public IReadOnlyList<TokenSequence> Sequences { get; }

    /// <summary>Tokens of all sequences together, special tokens included.</summary>
    public int Tokens { get; }

    /// <summary>The vector of a sequence; valid once the job is complete.</summary>
    public Span<float> Vector(int index) => _vectors.AsSpan(index * _dimensions, _width);

    /// <summary>Copies the vector of a sequence; the last one completes the job. Each index once; calls may be concurrent.</summary>
    public void Deliver(int index, ReadOnlySpan<float> vector)
    {
        vector.CopyTo(Vector(index));
        if (Interlocked.Decrement(ref _remaining) == 0)
        {
            End(JobOutcome.Completed);
        }
    }

    /// <summary>Cuts the vectors of a completed job to their first <paramref name="width"/> components and normalises them again.</summary>
    /// <returns>False when a vector is not finite with norm 1 after the cut: its first components were zero.</returns>
    public bool TryCut(int width)
    {
        if (width == _dimensions)
        {
            return true;
        }

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

    /// <summary>
    /// Returns the memory of the vectors. Unless the job is complete, a worker may still write there, so the memory goes
    /// to the garbage collector instead of to the next request.
    /// </summary>
    public void Dispose()
    {
        if (IsComplete)
        {
            ArrayPool<float>.Shared.Return(_vectors);
        }
    }
}
