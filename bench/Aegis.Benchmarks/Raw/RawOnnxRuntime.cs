using Aegis.Benchmarks.Load;
using Aegis.EmbeddingServer.Configuration;
using Aegis.Engine.Inference.Onnx;
using Aegis.Engine.ModelFolders;
using Aegis.Engine.ModelFolders.Graphs;
using Aegis.Engine.Tokenization;
using Aegis.Engine.Tokenization.HuggingFace;
using Aegis.Scheduling;
using Aegis.SoakRunner.Measure;

namespace Aegis.Benchmarks.Raw;

/// <summary>ONNX Runtime alone, one single-thread worker per core: no HTTP, no tokenising, no queue.</summary>
internal sealed class RawOnnxRuntime : IDisposable
{
    /// <summary>Padded tokens of a batch at which it is fastest (the command <c>sweep</c>).</summary>
    public const int BestBudget = 512;

    private readonly OnnxEmbeddingModel _model;
    private readonly ITextTokenizer _tokenizer;

    public RawOnnxRuntime(Precision precision)
    {
        var description = ModelFolder.Open(new ModelOptions().ToSettings()).Describe();
        _tokenizer = TokenizerLoader.Load(description.Directory, description.MaxTokens);
        var cpu = ProviderTable.Of(ExecutionProvider.Cpu);
        var session = OnnxSession.Open(description, description.Files.First(file => file.Precision == precision), cpu);
        _model = new OnnxEmbeddingModel(session, cpu.Rules, description.Steps, _tokenizer);
        if (_model.ProblemInTrial() is { } problem)
        {
            throw new InvalidOperationException($"the first batch {problem}");
        }
    }

    public static int Workers { get; } = PhysicalCores.Count();

    /// <summary>The sequences of a workload, tokenised as in the server.</summary>
    public TokenSequence[] Tokenize(Workload workload) =>
        [.. workload.Requests.SelectMany(texts => texts).Select(text => _tokenizer.Tokenize(text))];

    /// <summary>A sequence of that many tokens, at least 2. The ids do not matter.</summary>
    public static TokenSequence Sequence(int length) => new([101, .. Enumerable.Range(2000, length - 2), 102], truncated: false);

    /// <summary>Computes batches with all workers until the time is over.</summary>
    /// <returns>Tokens per second, padding not counted.</returns>
    public double TokensPerSecond(IReadOnlyList<TokenSequence[]> batches, TimeSpan time)
    {
        var next = -1;
        var tokens = 0L;
        var clock = new RunClock(TimeProvider.System);
        Crew.Run(Workers, _ =>
        {
            var vectors = new float[batches.Max(batch => batch.Length) * _model.Dimensions];
            while (clock.Elapsed < time)
            {
                var batch = batches[(int)((uint)Interlocked.Increment(ref next) % (uint)batches.Count)];
                _model.Embed(batch, vectors.AsSpan(0, batch.Length * _model.Dimensions));
                Interlocked.Add(ref tokens, batch.Sum(sequence => sequence.Length));
            }
        });
        return tokens / clock.Elapsed.TotalSeconds;
    }

    /// <summary>Computes sequence after sequence on one thread until the time is over.</summary>
    public LoadResult OneByOne(IReadOnlyList<TokenSequence> sequences, TimeSpan time)
    {
        var tally = new Tally();
        var vector = new float[_model.Dimensions];
        var clock = new RunClock(TimeProvider.System);
        for (var next = 0; clock.Elapsed is var begin && begin < time; next = (next + 1) % sequences.Count)
        {
            _model.Embed([sequences[next]], vector);
            tally.AddOk(inputs: 1, sequences[next].Length, clock.Elapsed - begin, isGood: true);
        }

        return LoadResult.Of(tally, clock.Elapsed);
    }

    /// <summary>Computes batch after batch on this thread.</summary>
    /// <returns>Milliseconds of each.</returns>
    public double[] Times(IReadOnlyList<TokenSequence[]> batches)
    {
        var vectors = new float[batches.Max(batch => batch.Length) * _model.Dimensions];
        var times = new double[batches.Count];
        var clock = new RunClock(TimeProvider.System);
        for (var i = 0; i < times.Length; i++)
        {
            var begin = clock.Elapsed;
            _model.Embed(batches[i], vectors.AsSpan(0, batches[i].Length * _model.Dimensions));
            times[i] = (clock.Elapsed - begin).TotalMilliseconds;
        }

        return times;
    }

    public void Dispose() => _model.Dispose();
}
