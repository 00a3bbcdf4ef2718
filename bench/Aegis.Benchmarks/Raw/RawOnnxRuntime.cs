using System.Diagnostics;
using Aegis.Benchmarks.Load;
using Aegis.EmbeddingServer.Configuration;
using Aegis.Engine.Inference.Onnx;
using Aegis.Engine.ModelFolders;
using Aegis.Engine.ModelFolders.Graphs;
using Aegis.Engine.Tokenization;
using Aegis.Engine.Tokenization.HuggingFace;
using Aegis.Scheduling;
using HdrHistogram;

namespace Aegis.Benchmarks.Raw;

/// <summary>ONNX Runtime alone, one single-thread worker per core: no HTTP, no tokenising, no queue.</summary>
internal sealed class RawOnnxRuntime : IDisposable
{
    /// <summary>Padded tokens a Run at which it is fastest (the <c>sweep</c> command).</summary>
    public const int BestBudget = 512;

    private readonly OnnxEmbeddingModel _model;
    private readonly ITextTokenizer _tokenizer;

    public RawOnnxRuntime(Precision precision)
    {
        var description = ModelFolder.Open(new ModelOptions().ToSettings()).Describe();
        _tokenizer = TokenizerLoader.Load(description.Directory, description.MaxTokens);
        var cpu = ProviderTable.Of(ExecutionProvider.Cpu);
        var session = OnnxSession.Open(description, description.Files.First(file => file.Precision == precision), cpu);
        _model = new OnnxEmbeddingModel(session, cpu.Rules, description.Steps.Pooling, _tokenizer);
        if (_model.ProblemInTrial(_tokenizer) is { } problem)
        {
            throw new InvalidOperationException($"a first batch {problem}");
        }
    }

    public static int Workers { get; } = PhysicalCores.Count();

    /// <summary>The sequences of a workload, as the server tokenises them.</summary>
    public TokenSequence[] Tokenize(Workload workload) => [.. workload.Requests.SelectMany(texts => texts).Select(text => _tokenizer.Tokenize(text))];

    /// <summary>A sequence of so many tokens, of which it does not matter which they are; at least 2.</summary>
    public static TokenSequence Sequence(int length) => new([101, .. Enumerable.Range(2000, length - 2), 102], truncated: false);

    /// <summary>Runs all workers until the time is over.</summary>
    /// <returns>Tokens per second, padding not counted.</returns>
    public double TokensPerSecond(IReadOnlyList<TokenSequence[]> runs, TimeSpan time)
    {
        var next = -1;
        var tokens = 0L;
        var begin = Stopwatch.GetTimestamp();
        Crew.Run(Workers, _ =>
        {
            var vectors = new float[runs.Max(run => run.Length) * _model.Dimensions];
            while (Stopwatch.GetElapsedTime(begin) < time)
            {
                var run = runs[(int)((uint)Interlocked.Increment(ref next) % (uint)runs.Count)];
                _model.Embed(run, vectors.AsSpan(0, run.Length * _model.Dimensions));
                Interlocked.Add(ref tokens, run.Sum(sequence => sequence.Length));
            }
        });
        return tokens / Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }

    /// <summary>Runs sequence after sequence on one thread until the time is over.</summary>
    public LoadResult OneByOne(IReadOnlyList<TokenSequence> sequences, TimeSpan time)
    {
        var latency = new LongHistogram(1, 60_000_000, 3);
        var vector = new float[_model.Dimensions];
        var tokens = 0L;
        var begin = Stopwatch.GetTimestamp();
        for (var next = 0; Stopwatch.GetElapsedTime(begin) < time; next = (next + 1) % sequences.Count)
        {
            var started = Stopwatch.GetTimestamp();
            _model.Embed([sequences[next]], vector);
            latency.RecordValue((long)Stopwatch.GetElapsedTime(started).TotalMicroseconds);
            tokens += sequences[next].Length;
        }

        return new LoadResult(tokens / Stopwatch.GetElapsedTime(begin).TotalSeconds, latency);
    }

    /// <summary>Computes Run after Run on this thread.</summary>
    /// <returns>Milliseconds of each.</returns>
    public double[] Times(IReadOnlyList<TokenSequence[]> runs)
    {
        var vectors = new float[runs.Max(run => run.Length) * _model.Dimensions];
        var times = new double[runs.Count];
        for (var i = 0; i < times.Length; i++)
        {
            var started = Stopwatch.GetTimestamp();
            _model.Embed(runs[i], vectors.AsSpan(0, runs[i].Length * _model.Dimensions));
            times[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }

        return times;
    }

    public void Dispose() => _model.Dispose();
}
