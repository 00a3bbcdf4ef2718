namespace Aegis.Testing.Models;

/// <summary>A sequence of a length, equal to others of its number.</summary>
internal sealed record LengthSequence(int Length, int Number) : ISequence;

/// <summary>A job without vectors.</summary>
internal sealed class LengthJob(string caller, IReadOnlyList<ISequence> sequences) : Job(caller, sequences, isContinuedByWorker: false)
{
    public IReadOnlyList<ISequence> Sequences { get; } = sequences;
}
