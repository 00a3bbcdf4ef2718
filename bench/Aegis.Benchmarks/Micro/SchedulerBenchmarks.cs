using Aegis.Engine.Tokenization;
using Aegis.Engine.Workers;
using Aegis.Scheduling;
using BenchmarkDotNet.Attributes;

namespace Aegis.Benchmarks.Micro;

/// <summary>The cost of the queue: to admit requests, to form every batch, to release the load.</summary>
[MemoryDiagnoser]
public class SchedulerBenchmarks
{
    private const int Turn = 256;
    private static readonly WorkLoad Limits = WorkLoad.DefaultLimits with { Requests = 1024, Tokens = 2_000_000 };

    private readonly TokenSequence[] _queries = Sequences(256, 8, 30);
    private readonly TokenSequence[] _bulk = Sequences(2048, 8, 256);
    private readonly TokenSequence[] _sameLength = Sequences(2048, 256, 257);

    /// <summary>A full queue of queries, each of a caller of its own.</summary>
    [Benchmark]
    public int Queries() => Drain([.. _queries.Select((sequence, caller) => new EmbeddingJob($"caller {caller}", [sequence], 1))]);

    /// <summary>A request of 2,048 inputs of many lengths.</summary>
    [Benchmark]
    public int Bulk() => Drain([new EmbeddingJob("caller", _bulk, 1)]);

    /// <summary>A request of 2,048 inputs of one length: each batch is compared with all of them.</summary>
    [Benchmark]
    public int SameLength() => Drain([new EmbeddingJob("caller", _sameLength, 1)]);

    private static int Drain(EmbeddingJob[] jobs)
    {
        var queue = new WorkQueue(new FairQueue(256, new BatchLimits(Turn)), new Admission(Limits, Turn), new Throughput(1));
        foreach (var job in jobs)
        {
            job.Prepare(Enumerable.Range(0, job.Sequences.Count));
            if (!queue.TryAdd(job))
            {
                throw new InvalidOperationException("refused: there is nothing to measure");
            }
        }

        var batches = 0;
        for (var batch = new Batch(); queue.Total.Inputs > 0; batch.Clear())
        {
            queue.Take(batch);
            queue.Complete(batch, TimeSpan.FromMilliseconds(1));
            batches++;
        }

        foreach (var job in jobs)
        {
            job.Dispose();
        }

        return batches;
    }

    private static TokenSequence[] Sequences(int count, int shortest, int longest)
    {
        var random = new Random(9);
        return
        [
            .. Enumerable.Range(0, count)
                .Select(number => (int[])[101, number, .. Enumerable.Repeat(2000, random.Next(shortest, longest) - 3), 102])
                .Select(ids => new TokenSequence(ids, truncated: false)),
        ];
    }
}
