using BenchmarkDotNet.Attributes;

namespace Aegis.Benchmarks.Micro;

/// <summary>What the queue costs for all of its Runs: admitting requests, picking every Run, giving the room back.</summary>
[MemoryDiagnoser]
public class SchedulerBenchmarks
{
    private const int Turn = 256;
    private static readonly AdmissionOptions Room = new() { MaxQueuedRequests = 1024, MaxQueuedTokens = 2_000_000 };

    private readonly TokenSequence[] _queries = Sequences(256, 8, 30);
    private readonly TokenSequence[] _bulk = Sequences(2048, 8, 256);
    private readonly TokenSequence[] _sameLength = Sequences(2048, 256, 257);

    /// <summary>A full queue of queries, each of a caller of its own.</summary>
    [Benchmark]
    public int Queries() => Drain([.. _queries.Select((sequence, caller) => new EmbeddingJob($"caller {caller}", [sequence], 1))]);

    /// <summary>A request of 2,048 inputs of many lengths.</summary>
    [Benchmark]
    public int Bulk() => Drain([new EmbeddingJob("caller", _bulk, 1)]);

    /// <summary>A request of 2,048 inputs of one length: all of them are compared with each Run.</summary>
    [Benchmark]
    public int SameLength() => Drain([new EmbeddingJob("caller", _sameLength, 1)]);

    private static int Drain(EmbeddingJob[] jobs)
    {
        var queue = new WorkQueue(new FairQueue(256, new BatchLimits(Turn)), new Admission(Room, Turn), new Throughput(1));
        foreach (var job in jobs)
        {
            if (!queue.TryAdd(new QueuedRequest(job, [.. Enumerable.Range(0, job.Sequences.Count)])))
            {
                throw new InvalidOperationException("refused: there is nothing to measure");
            }
        }

        var runs = 0;
        for (var run = new Run(); queue.Total.Inputs > 0; run.Clear())
        {
            queue.Take(run);
            queue.Complete(run, TimeSpan.FromMilliseconds(1));
            runs++;
        }

        foreach (var job in jobs)
        {
            job.Dispose();
        }

        return runs;
    }

    private static TokenSequence[] Sequences(int count, int shortest, int longest)
    {
        var random = new Random(9);
        return [.. Enumerable.Range(0, count).Select(number => new TokenSequence([101, number, .. Enumerable.Repeat(2000, random.Next(shortest, longest) - 3), 102], truncated: false))];
    }
}
