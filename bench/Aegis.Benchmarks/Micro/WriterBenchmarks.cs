using System.IO.Pipelines;
using Aegis.EmbeddingServer.Api.Embeddings;
using Aegis.Engine.Pooling;
using Aegis.Engine.Tokenization;
using Aegis.Engine.Workers;
using BenchmarkDotNet.Attributes;

namespace Aegis.Benchmarks.Micro;

/// <summary>The cost to write an answer of one vector with 384 components, from the completed job to the flushed bytes.</summary>
[MemoryDiagnoser]
public class WriterBenchmarks
{
    private const int Dimensions = 384;
    private const string ModelId = "all-MiniLM-L6-v2";

    private readonly PipeWriter _output = PipeWriter.Create(Stream.Null);
    private readonly EmbeddingJob _job = Completed();

    /// <summary>As JSON numbers.</summary>
    [Benchmark]
    public Task Json() =>
        new EmbeddingsResponseWriter(_job, ModelId, isBase64: false).WriteAsync(_output, CancellationToken.None);

    /// <summary>As base64.</summary>
    [Benchmark]
    public Task Base64() =>
        new EmbeddingsResponseWriter(_job, ModelId, isBase64: true).WriteAsync(_output, CancellationToken.None);

    /// <summary>Returns the memory of the vector.</summary>
    [GlobalCleanup]
    public void Cleanup() => _job.Dispose();

    // Components as of a model: all digits matter.
    private static EmbeddingJob Completed()
    {
        var random = new Random(1);
        var vector = Enumerable.Range(0, Dimensions).Select(_ => (float)(random.NextDouble() - 0.5)).ToArray();
        UnitVector.Normalize(vector);
        var job = new EmbeddingJob("benchmark", [new TokenSequence([101, 7592, 102], truncated: false)], Dimensions);
        job.Deliver(0, vector);
        return job;
    }
}
