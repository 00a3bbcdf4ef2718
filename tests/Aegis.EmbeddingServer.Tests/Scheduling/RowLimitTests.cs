namespace Aegis.EmbeddingServer.Tests.Scheduling;

/// <summary>A model whose vectors depend on their neighbours gets none.</summary>
public sealed class RowLimitTests() : FairQueueFixture(maxRows: 1)
{
    [Fact]
    public void Take_OneSequencePerRun_NeverGivesTwoAndLosesNone()
    {
        Enqueue(Job(10, 10, 11, 60, 2));
        Enqueue(Job([.. Enumerable.Repeat(20, 40)]));

        var runs = TakeAll().ToArray();

        Assert.All(runs, run => Assert.Single(run));
        Assert.Equal(45, runs.Length);
    }

    // The same ids have the same vector: no row of its own.
    [Fact]
    public void Take_EqualSequences_StillShareARow()
    {
        var sequence = Sequence(12);
        Enqueue(new EmbeddingServer.Scheduling.EmbeddingJob("twins", [sequence, sequence, sequence], dimensions: 1));

        var run = TakeRun();

        Assert.Single(run.Rows);
        Assert.Equal(3, run.Items.Count());
    }
}
