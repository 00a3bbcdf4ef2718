using Aegis.EmbeddingServer.Scheduling;
using Aegis.EmbeddingServer.Tokenization;

namespace Aegis.EmbeddingServer.Tests.Scheduling;

public sealed class FairQueueTests
{
    private const int MaxLength = 256;
    private static readonly RunShape Shape = new(MaxPaddedTokens: 256);

    private readonly FairQueue _queue = new(MaxLength, Shape);

    [Fact]
    public void Take_Empty_GivesNothing() => Assert.Empty(Take());

    [Fact]
    public void Take_EveryShape_StaysWithinBudgetAndSlack()
    {
        var random = new Random(1);
        foreach (var _ in Enumerable.Range(0, 50))
        {
            Enqueue(Job([.. Enumerable.Range(0, random.Next(1, 40)).Select(_ => random.Next(2, MaxLength + 1))]));
        }

        while (Take() is { Count: > 0 } run)
        {
            var longest = run.Max(Length);
            Assert.True(run.Count == 1 || run.Count * longest <= Shape.MaxPaddedTokens);
            Assert.All(run, item => Assert.InRange(Math.Abs(Length(item) - Length(run[0])), 0, RunShape.LengthSlack(Length(run[0]))));
        }

        Assert.True(_queue.IsEmpty);
    }

    [Fact]
    public void Take_UntilEmpty_GivesEverySequenceOnce()
    {
        var random = new Random(2);
        EmbeddingJob[] jobs = [.. Enumerable.Range(0, 20).Select(_ => Job([.. Enumerable.Range(0, 30).Select(_ => random.Next(2, 100))]))];
        foreach (var job in jobs)
        {
            Enqueue(job);
        }

        var taken = TakeAll().SelectMany(run => run).Select(item => (item.Request.Job, item.Index)).ToArray();

        Assert.Equal(20 * 30, taken.Length);
        Assert.Equal(20 * 30, taken.Distinct().Count());
    }

    [Fact]
    public void Take_SequenceLongerThanTheBudget_RunsAlone()
    {
        var queue = new FairQueue(512, Shape);
        queue.Enqueue(new QueuedRequest(Job(512, 512, 10)));
        var run = new List<WorkItem>();
        queue.Take(run);

        Assert.Equal([512], run.Select(Length));
    }

    [Fact]
    public void Take_SequencesOfOtherRequests_FillTheRun()
    {
        Enqueue(Job(16));
        Enqueue(Job(17));
        Enqueue(Job(15));
        Enqueue(Job(200));

        Assert.Equal([16, 15, 17], Take().Select(Length));
    }

    [Fact]
    public void Take_QueryBehindALargeRequest_IsInTheNextRunButOne()
    {
        var bulk = Job([.. Enumerable.Repeat(200, 2048)]);
        var query = Job(12);
        Enqueue(bulk);
        Take();
        Enqueue(query);

        var next = new[] { Take(), Take() };

        Assert.Contains(next.SelectMany(run => run), item => item.Request.Job == query);
    }

    [Fact]
    public void Take_QueryBehindAHundredLargeRequests_WaitsForFewRuns()
    {
        foreach (var _ in Enumerable.Range(0, 100))
        {
            Enqueue(Job([.. Enumerable.Repeat(200, 50)]));
        }

        foreach (var _ in Enumerable.Range(0, 1000))
        {
            Take();
        }

        var query = Job(12);
        Enqueue(query);
        var waited = Enumerable.Range(0, 200).First(_ => Take().Any(item => item.Request.Job == query));

        // At most one Run for each request that is behind the mean.
        Assert.InRange(waited, 0, 100);
    }

    [Fact]
    public void Take_StreamOfQueries_LeavesALargeRequestItsShare()
    {
        var bulk = Job([.. Enumerable.Repeat(100, 400)]);
        Enqueue(bulk);
        var bulkTokens = 0;
        var allTokens = 0;
        foreach (var _ in Enumerable.Range(0, 300))
        {
            // There is always a new query that has been served nothing yet.
            Enqueue(Job(20));
            var run = Take();
            allTokens += run.Sum(Length);
            bulkTokens += run.Where(item => item.Request.Job == bulk).Sum(Length);
        }

        Assert.InRange((double)bulkTokens / allTokens, 0.3, 1);
    }

    [Fact]
    public void Remove_Request_TakesItsWaitingSequencesOut()
    {
        var gone = Enqueue(Job(200, 200, 50));
        Enqueue(Job(60));
        Take();

        _queue.Remove(gone);

        Assert.Equal([60], Take().Select(Length));
        Assert.True(_queue.IsEmpty);
    }

    private static int Length(WorkItem item) => item.Sequence.Length;

    private QueuedRequest Enqueue(EmbeddingJob job)
    {
        var request = new QueuedRequest(job);
        _queue.Enqueue(request);
        return request;
    }

    private static EmbeddingJob Job(params int[] lengths) =>
        new([.. lengths.Select(length => new TokenSequence(new int[length], Truncated: false))], dimensions: 1);

    private IEnumerable<List<WorkItem>> TakeAll()
    {
        while (Take() is { Count: > 0 } run)
        {
            yield return run;
        }
    }

    private List<WorkItem> Take()
    {
        var run = new List<WorkItem>();
        _queue.Take(run);
        return run;
    }
}
