using Aegis.EmbeddingServer.Scheduling;
using Aegis.EmbeddingServer.Tokenization;

namespace Aegis.EmbeddingServer.Tests.Scheduling;

public sealed class FairQueueTests
{
    private const int MaxLength = 256;
    private static readonly RunShape Shape = new(MaxPaddedTokens: 256);

    private readonly FairQueue _queue = new(2 * MaxLength, Shape);
    private readonly Dictionary<string, Caller> _callers = [];
    private int _jobs;
    private int _sequences;

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
        Enqueue(Job(512, 512, 10));

        Assert.Equal([512], Take().Select(Length));
    }

    [Fact]
    public void Take_SequencesOfOtherRequests_FillTheRun()
    {
        Enqueue(Job(16));
        Enqueue(Job(17));
        Enqueue(Job(15));
        Enqueue(Job(200));

        Assert.Equal([16, 17, 15], Take().Select(Length));
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

    // Chunks have like lengths: all bulk callers could fill each other's Runs, and each gets its own turn.
    [Theory]
    [InlineData(4, 30)]
    [InlineData(4, 52)]
    [InlineData(16, 52)]
    [InlineData(16, 100)]
    public void Take_QueryBesideBulkCallersOfOneLength_IsInTheNextRun(int callers, int length)
    {
        foreach (var _ in Enumerable.Range(0, callers))
        {
            Enqueue(Job([.. Enumerable.Repeat(length, 32)]));
        }

        var served = 0;
        for (var run = 0; run < 200; run++)
        {
            // A caller asks again as soon as it is answered, under a name that was not there.
            foreach (var _ in Take().Where(item => item.Request.Waiting == 0).Select(item => item.Request).Distinct().ToArray())
            {
                Enqueue(Job([.. Enumerable.Repeat(length, 32)]));
            }

            if (run % 20 == 19)
            {
                var query = Job(8);
                Enqueue(query);
                served += Take().Exists(item => item.Request.Job == query) ? 1 : 0;
            }
        }

        Assert.Equal(10, served);
    }

    [Fact]
    public void Take_BulkCallersOfOneLength_AdvanceTogether()
    {
        EmbeddingJob[] jobs = [.. Enumerable.Range(0, 4).Select(_ => Job([.. Enumerable.Repeat(52, 32)]))];
        Array.ForEach(jobs, job => Enqueue(job));
        var taken = Enumerable.Range(0, 12).SelectMany(_ => Take()).ToLookup(item => item.Request.Job);

        Assert.All(jobs, job => Assert.InRange(taken[job].Count(), 8, 16));
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

    [Fact]
    public void Take_QueryBehindAHundredLargeRequestsOfOneCaller_LeadsTheNextRun()
    {
        foreach (var _ in Enumerable.Range(0, 100))
        {
            Enqueue(Job("indexer", [.. Enumerable.Repeat(200, 50)]));
        }

        foreach (var _ in Enumerable.Range(0, 100))
        {
            Take();
        }

        var query = Job("searcher", 12);
        Enqueue(query);

        Assert.Equal(query, Take()[0].Request.Job);
    }

    [Fact]
    public void Take_TwoCallersWithUnlikeNumbersOfRequests_GetTheSameTokens()
    {
        foreach (var _ in Enumerable.Range(0, 300))
        {
            Enqueue(Job("many", 20));
        }

        Enqueue(Job("one", [.. Enumerable.Repeat(100, 300)]));
        var tokens = new Dictionary<string, int> { ["many"] = 0, ["one"] = 0 };
        while (tokens["many"] < 300 * 20 / 2)
        {
            Take().ForEach(item => tokens[item.Request.Caller.Name] += Length(item));
        }

        Assert.InRange((double)tokens["one"] / tokens["many"], 0.8, 1.25);
    }

    [Fact]
    public void Take_CallerThatComesBack_IsNotServedBeforeThoseWhoWaited()
    {
        Enqueue(Job("waiting", [.. Enumerable.Repeat(100, 40)]));
        var served = 0;
        for (var run = 0; run < 20; run++)
        {
            // The whole request is taken in one Run, and the next one comes at once.
            Enqueue(Job("coming back", 250));
            served += Take().Where(item => item.Request.Caller.Name == "waiting").Sum(Length);
        }

        Assert.InRange(served, 0.4 * 20 * 200, double.MaxValue);
    }

    [Fact]
    public void Take_SmallRequest_LeadsAShortRunBesideLargeOnes()
    {
        Enqueue(Job("query", 16));
        Enqueue(Job("bulk", [.. Enumerable.Repeat(16, 100)]));

        var run = Take();

        Assert.Equal("query", run[0].Request.Caller.Name);
        Assert.Equal(Shape.MaxPaddedTokensBesideSmall / 16, run.Count);
        Assert.Equal(Shape.MaxPaddedTokens / 16, Take().Count);
    }

    [Fact]
    public void Take_ManySmallRequests_FillWholeRuns()
    {
        foreach (var _ in Enumerable.Range(0, 40))
        {
            Enqueue(Job(16));
        }

        Assert.Equal(Shape.MaxPaddedTokens / 16, Take().Count);
    }

    [Fact]
    public void Take_SameIds_AreOneRowAndAnsweredTogether()
    {
        var ids = Sequence(200);
        Enqueue(new EmbeddingJob("a", [ids, Sequence(200), ids], 1));
        Enqueue(new EmbeddingJob("b", [new TokenSequence([.. ids.Ids], truncated: true)], 1));

        var first = TakeRun();

        Assert.Single(first.Rows);
        Assert.Equal(200, first.Tokens);
        Assert.Equal([("a", 0), ("a", 2), ("b", 0)], first.Items.Select(item => (item.Request.Caller.Name, item.Index)).Order());
        Assert.Equal([("a", 1)], Take().Select(item => (item.Request.Caller.Name, item.Index)));
        Assert.True(_queue.IsEmpty);
    }

    [Fact]
    public void Take_SameIdsThatWouldFitAsRows_AreOneRow()
    {
        var same = Sequence(16);
        foreach (var _ in Enumerable.Range(0, 50))
        {
            Enqueue(new EmbeddingJob("caller", [same], 1));
        }

        var run = TakeRun();

        Assert.Equal((1, 16, 50), (run.Rows.Count, run.Tokens, run.Items.Count()));
        Assert.True(_queue.IsEmpty);
    }

    private static int Length(WorkItem item) => item.Sequence.Length;

    private QueuedRequest Enqueue(EmbeddingJob job)
    {
        var request = new QueuedRequest(job, [.. Enumerable.Range(0, job.Sequences.Count)]) { Caller = CallerOf(job) };
        _queue.Enqueue(request);
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
    private EmbeddingJob Job(params int[] lengths) => Job($"caller {_jobs++}", lengths);

    private EmbeddingJob Job(string caller, params int[] lengths) => new(caller, [.. lengths.Select(Sequence)], dimensions: 1);

    // No two with the same ids.
    private TokenSequence Sequence(int length) => new([.. Enumerable.Repeat(0, length - 1), _sequences++], truncated: false);

    private IEnumerable<List<WorkItem>> TakeAll()
    {
        while (Take() is { Count: > 0 } run)
        {
            yield return run;
        }
    }

    private List<WorkItem> Take() => [.. TakeRun().Rows];

    private Run TakeRun()
    {
        var run = new Run();
        _queue.Take(run);
        return run;
    }
}
