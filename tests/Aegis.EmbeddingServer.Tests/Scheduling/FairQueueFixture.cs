using Aegis.EmbeddingServer.Scheduling;
using Aegis.Engine.Tokenization;

namespace Aegis.EmbeddingServer.Tests.Scheduling;

/// <summary>A queue of its own for each test, without the rest of the server.</summary>
public abstract class FairQueueFixture
{
    private protected const int MaxLength = 256;

    private readonly Dictionary<string, Caller> _callers = [];
    private int _jobs;
    private int _sequences;

    private protected FairQueueFixture(int maxRows = int.MaxValue)
    {
        Shape = new(MaxPaddedTokens: 256, maxRows);
        Queue = new(2 * MaxLength, Shape);
    }

    private protected RunShape Shape { get; }

    private protected FairQueue Queue { get; }

    private protected static int Length(WorkItem item) => item.Sequence.Length;

    private protected QueuedRequest Enqueue(EmbeddingJob job)
    {
        var request = new QueuedRequest(job, [.. Enumerable.Range(0, job.Sequences.Count)]) { Caller = CallerOf(job) };
        Queue.Enqueue(request);
        return request;
    }

    private Caller CallerOf(EmbeddingJob job)
    {
        if (!_callers.TryGetValue(job.Caller, out var caller))
        {
            caller = new Caller(job.Caller, Shape.MaxPaddedTokens);
            _callers.Add(job.Caller, caller);
        }

        return caller;
    }

    // Each request of a caller of its own.
    private protected EmbeddingJob Job(params int[] lengths) => Job($"caller {_jobs++}", lengths);

    private protected EmbeddingJob Job(string caller, params int[] lengths) => new(caller, [.. lengths.Select(Sequence)], dimensions: 1);

    // No two with the same ids.
    private protected TokenSequence Sequence(int length) => new([.. Enumerable.Repeat(0, length - 1), _sequences++], truncated: false);

    private protected IEnumerable<List<WorkItem>> TakeAll()
    {
        while (Take() is { Count: > 0 } run)
        {
            yield return run;
        }
    }

    private protected List<WorkItem> Take() => [.. TakeRun().Rows];

    private protected Run TakeRun()
    {
        var run = new Run();
        Queue.Take(run);
        return run;
    }
}
