namespace Aegis.Scheduling.Tests;

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
            Enqueue(NewJob([.. Enumerable.Range(0, random.Next(1, 40)).Select(_ => random.Next(2, MaxLength + 1))]));
        }

        while (Take() is { Count: > 0 } batch)
        {
            var longest = batch.Max(Length);
            Assert.True(batch.Count == 1 || batch.Count * longest <= Limits.MaxPaddedTokens);
            var lead = Length(batch[0]);
            Assert.All(batch, item => Assert.InRange(Math.Abs(Length(item) - lead), 0, BatchLimits.LengthSlack(lead)));
        }

        Assert.True(Queue.IsEmpty);
    }

    [Fact]
    public void Take_UntilEmpty_GivesEverySequenceOnce()
    {
        var random = new Random(2);
        LengthJob[] jobs = [.. Enumerable.Range(0, 20).Select(_ => NewJob([.. Enumerable.Range(0, 30).Select(_ => random.Next(2, 100))]))];
        foreach (var job in jobs)
        {
            Enqueue(job);
        }

        var taken = TakeAll().SelectMany(batch => batch).Select(item => (item.Job, item.Index)).ToArray();

        Assert.Equal(20 * 30, taken.Length);
        Assert.Equal(20 * 30, taken.Distinct().Count());
    }

    [Fact]
    public void Take_SequenceLongerThanTheBudget_RunsAlone()
    {
        Enqueue(NewJob(512, 512, 10));

        Assert.Equal([512], Take().Select(Length));
    }

    [Fact]
    public void Take_SequencesOfOtherRequests_FillTheRun()
    {
        Enqueue(NewJob(16));
        Enqueue(NewJob(17));
        Enqueue(NewJob(15));
        Enqueue(NewJob(200));

        Assert.Equal([16, 17, 15], Take().Select(Length));
    }

    [Fact]
    public void Remove_Request_TakesItsWaitingSequencesOut()
    {
        var gone = Enqueue(NewJob(200, 200, 50));
        Enqueue(NewJob(60));
        Take();

        Queue.Remove(gone);

        Assert.Equal([60], Take().Select(Length));
        Assert.True(Queue.IsEmpty);
    }

    [Fact]
    public void Take_SmallRequest_LeadsAShortRunBesideLargeOnes()
    {
        Enqueue(NewJob("query", 16));
        Enqueue(NewJob("bulk", [.. Enumerable.Repeat(16, 100)]));

        var batch = Take();

        Assert.Equal("query", batch[0].Job.Caller.Name);
        Assert.Equal(Limits.MaxPaddedTokensBesideSmall / 16, batch.Count);
        Assert.Equal(Limits.MaxPaddedTokens / 16, Take().Count);
    }

    [Fact]
    public void Take_ManySmallRequests_FillWholeRuns()
    {
        foreach (var _ in Enumerable.Range(0, 40))
        {
            Enqueue(NewJob(16));
        }

        Assert.Equal(Limits.MaxPaddedTokens / 16, Take().Count);
    }

    [Fact]
    public void Take_SameIds_AreOneRowAndAnsweredTogether()
    {
        var same = NewSequence(200);
        Enqueue(new LengthJob("a", [same, NewSequence(200), same]));
        Enqueue(new LengthJob("b", [new LengthSequence(same.Length, same.Number)]));

        var first = TakeBatch();

        Assert.Single(first.Rows);
        Assert.Equal(200, first.Tokens);
        Assert.Equal([("a", 0), ("a", 2), ("b", 0)], first.Items.Select(item => (item.Job.Caller.Name, item.Index)).Order());
        Assert.Equal([("a", 1)], Take().Select(item => (item.Job.Caller.Name, item.Index)));
        Assert.True(Queue.IsEmpty);
    }

    [Fact]
    public void Take_SameIdsThatWouldFitAsRows_AreOneRow()
    {
        var same = NewSequence(16);
        foreach (var _ in Enumerable.Range(0, 50))
        {
            Enqueue(new LengthJob("caller", [same]));
        }

        var batch = TakeBatch();

        Assert.Equal((1, 16, 50), (batch.Rows.Count, batch.Tokens, batch.Items.Count()));
        Assert.True(Queue.IsEmpty);
    }
}
