namespace Aegis.Scheduling.Tests;

/// <summary>A queue of its own for each test, without the rest of the server.</summary>
public abstract class FairQueueFixture
{
    private protected const int MaxLength = 256;

    private readonly Dictionary<string, Caller> _callers = [];
    private int _jobs;
    private int _sequences;

    private protected FairQueueFixture(int maxSequences = int.MaxValue)
    {
        Limits = new(MaxPaddedTokens: 256, maxSequences);
        Queue = new(2 * MaxLength, Limits);
    }

    private protected BatchLimits Limits { get; }

    private protected FairQueue Queue { get; }

    private protected static int Length(QueuedSequence item) => item.Sequence.Length;

    private protected LengthJob Enqueue(LengthJob job)
    {
        job.Prepare(Enumerable.Range(0, job.Sequences.Count));
        job.Caller = CallerOf(job);
        Queue.Enqueue(job);
        return job;
    }

    private Caller CallerOf(Job job)
    {
        if (!_callers.TryGetValue(job.CallerName, out var caller))
        {
            caller = new Caller(job.CallerName, Limits.MaxPaddedTokens);
            _callers.Add(job.CallerName, caller);
        }

        return caller;
    }

    // Each job of a caller of its own.
    private protected LengthJob NewJob(params int[] lengths) => NewJob($"caller {_jobs++}", lengths);

    private protected LengthJob NewJob(string caller, params int[] lengths) => new(caller, [.. lengths.Select(NewSequence)]);

    // No two are equal.
    private protected LengthSequence NewSequence(int length) => new(length, _sequences++);

    private protected IEnumerable<List<QueuedSequence>> TakeAll()
    {
        while (Take() is { Count: > 0 } batch)
        {
            yield return batch;
        }
    }

    private protected List<QueuedSequence> Take() => [.. TakeBatch().Rows];

    private protected Batch TakeBatch()
    {
        var batch = new Batch();
        Queue.Take(batch);
        return batch;
    }
}
