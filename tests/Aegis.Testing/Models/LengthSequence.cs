namespace Aegis.Testing.Models;

/// <summary>A sequence of a length, equal to no other.</summary>
internal sealed class LengthSequence(int length) : ISequence
{
    public int Length => length;
}

/// <summary>A job without vectors.</summary>
internal sealed class LengthJob(string caller, IReadOnlyList<ISequence> sequences) : Job(caller, sequences, isContinuedByWorker: false)
{
    public IReadOnlyList<ISequence> Sequences { get; } = sequences;
}
