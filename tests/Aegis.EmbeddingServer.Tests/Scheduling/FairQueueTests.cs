using Aegis.EmbeddingServer.Scheduling;
using Aegis.Engine.Tokenization;

namespace Aegis.EmbeddingServer.Tests.Scheduling;

public sealed class FairQueueTests : FairQueueFixture
{
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

        Assert.True(Queue.IsEmpty);
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
    public void Remove_Request_TakesItsWaitingSequencesOut()
    {
        var gone = Enqueue(Job(200, 200, 50));
        Enqueue(Job(60));
        Take();

        Queue.Remove(gone);

        Assert.Equal([60], Take().Select(Length));
        Assert.True(Queue.IsEmpty);
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
        Assert.True(Queue.IsEmpty);
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
        Assert.True(Queue.IsEmpty);
    }
}
