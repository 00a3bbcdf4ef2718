namespace Aegis.Scheduling.Tests;

/// <summary>Who is served when: callers, and the requests of each.</summary>
public sealed class FairTurnsTests : FairQueueFixture
{
    [Fact]
    public void Take_QueryBehindALargeRequest_IsInTheNextRunButOne()
    {
        var bulk = NewJob([.. Enumerable.Repeat(200, 2048)]);
        var query = NewJob(12);
        Enqueue(bulk);
        Take();
        Enqueue(query);

        var next = new[] { Take(), Take() };

        Assert.Contains(next.SelectMany(batch => batch), item => item.Job == query);
    }

    [Fact]
    public void Take_QueryBehindAHundredLargeRequests_WaitsForFewRuns()
    {
        foreach (var _ in Enumerable.Range(0, 100))
        {
            Enqueue(NewJob([.. Enumerable.Repeat(200, 50)]));
        }

        foreach (var _ in Enumerable.Range(0, 1000))
        {
            Take();
        }

        var query = NewJob(12);
        Enqueue(query);
        var waited = Enumerable.Range(0, 200).First(_ => Take().Any(item => item.Job == query));

        // At most one batch for each request that is behind the mean.
        Assert.InRange(waited, 0, 100);
    }

    // Chunks have like lengths: all bulk callers could fill each other's batches, and each gets its own turn.
    [Theory]
    [InlineData(4, 30)]
    [InlineData(4, 52)]
    [InlineData(16, 52)]
    [InlineData(16, 100)]
    public void Take_QueryBesideBulkCallersOfOneLength_IsInTheNextRun(int callers, int length)
    {
        foreach (var _ in Enumerable.Range(0, callers))
        {
            Enqueue(NewJob([.. Enumerable.Repeat(length, 32)]));
        }

        var served = 0;
        for (var batch = 0; batch < 200; batch++)
        {
            // A caller asks again as soon as it is answered, under a name that was not there.
            foreach (var _ in Take().Where(item => item.Job.Waiting == 0).Select(item => item.Job).Distinct().ToArray())
            {
                Enqueue(NewJob([.. Enumerable.Repeat(length, 32)]));
            }

            if (batch % 20 == 19)
            {
                var query = NewJob(8);
                Enqueue(query);
                served += Take().Exists(item => item.Job == query) ? 1 : 0;
            }
        }

        Assert.Equal(10, served);
    }

    [Fact]
    public void Take_BulkCallersOfOneLength_AdvanceTogether()
    {
        LengthJob[] jobs = [.. Enumerable.Range(0, 4).Select(_ => NewJob([.. Enumerable.Repeat(52, 32)]))];
        Array.ForEach(jobs, job => Enqueue(job));
        var taken = Enumerable.Range(0, 12).SelectMany(_ => Take()).ToLookup(item => item.Job);

        Assert.All(jobs, job => Assert.InRange(taken[job].Count(), 8, 16));
    }

    [Fact]
    public void Take_StreamOfQueries_LeavesALargeRequestItsShare()
    {
        var bulk = NewJob([.. Enumerable.Repeat(100, 400)]);
        Enqueue(bulk);
        var bulkTokens = 0;
        var allTokens = 0;
        foreach (var _ in Enumerable.Range(0, 300))
        {
            // There is always a new query that has been served nothing yet.
            Enqueue(NewJob(20));
            var batch = Take();
            allTokens += batch.Sum(Length);
            bulkTokens += batch.Where(item => item.Job == bulk).Sum(Length);
        }

        Assert.InRange((double)bulkTokens / allTokens, 0.3, 1);
    }

    [Fact]
    public void Take_QueryBehindAHundredLargeRequestsOfOneCaller_LeadsTheNextRun()
    {
        foreach (var _ in Enumerable.Range(0, 100))
        {
            Enqueue(NewJob("indexer", [.. Enumerable.Repeat(200, 50)]));
        }

        foreach (var _ in Enumerable.Range(0, 100))
        {
            Take();
        }

        var query = NewJob("searcher", 12);
        Enqueue(query);

        Assert.Equal(query, Take()[0].Job);
    }

    [Fact]
    public void Take_TwoCallersWithUnlikeNumbersOfRequests_GetTheSameTokens()
    {
        foreach (var _ in Enumerable.Range(0, 300))
        {
            Enqueue(NewJob("many", 20));
        }

        Enqueue(NewJob("one", [.. Enumerable.Repeat(100, 300)]));
        var tokens = new Dictionary<string, int> { ["many"] = 0, ["one"] = 0 };
        while (tokens["many"] < 300 * 20 / 2)
        {
            Take().ForEach(item => tokens[item.Job.Caller.Name] += Length(item));
        }

        Assert.InRange((double)tokens["one"] / tokens["many"], 0.8, 1.25);
    }

    [Fact]
    public void Take_CallerThatComesBack_IsNotServedBeforeThoseWhoWaited()
    {
        Enqueue(NewJob("waiting", [.. Enumerable.Repeat(100, 40)]));
        var served = 0;
        for (var batch = 0; batch < 20; batch++)
        {
            // The whole request is taken in one batch, and the next one comes at once.
            Enqueue(NewJob("coming back", 250));
            served += Take().Where(item => item.Job.Caller.Name == "waiting").Sum(Length);
        }

        Assert.InRange(served, 0.4 * 20 * 200, double.MaxValue);
    }
}
