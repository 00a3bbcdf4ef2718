namespace Aegis.Engine.Tests.Workers;

public sealed class EmbeddingJobTests
{
    // A small answer is written by the worker; a large one, or whatever may block, must never hold it.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Completion_IsContinuedByTheWorker_OnlyWhereTheJobSaysSo(bool isContinuedByWorker)
    {
        using var job = new EmbeddingJob("caller", [new TokenSequence([1, 2, 3], truncated: false)], dimensions: 2, isContinuedByWorker);
        var continuedOn = ThreadOfContinuationAsync(job);
        var worker = new Thread(() => job.Deliver(0, [0.6f, 0.8f]));

        // Joined before anything is awaited: this test would go on in the worker, and wait for itself.
        worker.Start();
        worker.Join();
        var thread = await continuedOn.WaitAsync(Deadline.Wait, TestContext.Current.CancellationToken);

        Assert.Equal(isContinuedByWorker, thread == worker.ManagedThreadId);
        Assert.True(job.IsComplete);
        Assert.Equal([0.6f, 0.8f], job.Vector(0).ToArray());
    }

    private static async Task<int> ThreadOfContinuationAsync(EmbeddingJob job)
    {
        await job.Completion.ConfigureAwait(false);
        return Environment.CurrentManagedThreadId;
    }
}
