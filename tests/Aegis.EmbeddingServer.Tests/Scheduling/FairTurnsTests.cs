using Aegis.EmbeddingServer.Scheduling;

namespace Aegis.EmbeddingServer.Tests.Scheduling;

/// <summary>Who is served when: callers, and the requests of each.</summary>
public sealed class FairTurnsTests : FairQueueFixture
{
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
}
