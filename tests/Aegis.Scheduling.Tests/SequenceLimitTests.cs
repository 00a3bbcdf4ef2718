namespace Aegis.Scheduling.Tests;

/// <summary>A model whose vectors depend on their neighbours gets none.</summary>
public sealed class SequenceLimitTests() : FairQueueFixture(maxSequences: 1)
{
    [Fact]
    public void Take_OneSequencePerRun_NeverGivesTwoAndLosesNone()
    {
        Enqueue(NewJob(10, 10, 11, 60, 2));
        Enqueue(NewJob([.. Enumerable.Repeat(20, 40)]));

        var batches = TakeAll().ToArray();

        Assert.All(batches, batch => Assert.Single(batch));
        Assert.Equal(45, batches.Length);
    }

    // The same ids have the same vector: no row of its own.
    [Fact]
    public void Take_EqualSequences_StillShareARow()
    {
        var sequence = NewSequence(12);
        Enqueue(new LengthJob("twins", [sequence, sequence, sequence]));

        var batch = TakeBatch();

        Assert.Single(batch.Rows);
        Assert.Equal(3, batch.Items.Count());
    }
}
