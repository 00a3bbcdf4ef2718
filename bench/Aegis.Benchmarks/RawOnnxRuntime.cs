using System.Diagnostics;
using Aegis.EmbeddingServer.Inference;
using Aegis.EmbeddingServer.Model;
using Aegis.EmbeddingServer.Tokenization;

namespace Aegis.Benchmarks;

/// <summary>ONNX Runtime alone on the same token sequences: sorted by length, packed, one single-thread worker per core.</summary>
internal sealed class RawOnnxRuntime : IDisposable
{
    public const int MaxPaddedTokens = 512;

    private readonly OnnxEmbeddingModel _model;
    private readonly TokenSequence[] _sequences;
    private readonly TokenSequence[][] _runs;

    public RawOnnxRuntime(Precision precision, IReadOnlyList<string> texts)
    {
        var description = ModelFolder.Describe(new ModelOptions());
        var tokenizer = WordPieceTextTokenizer.Load(description.VocabularyFile, description.MaxTokens);
        _model = OnnxEmbeddingModel.Load(description.OnnxFile(precision), description.Dimensions);
        _sequences = [.. texts.Select(text => tokenizer.Tokenize(text))];
        _runs = Pack(_sequences);
    }

    public int Workers { get; } = PhysicalCores.Count();

    public double MeanTokens => _sequences.Average(sequence => sequence.Length);

    /// <summary>Number of tokens of a text.</summary>
    public int TokensOf(int index) => _sequences[index].Length;

    /// <summary>Runs all workers until the time is over.</summary>
    public double TokensPerSecond(TimeSpan time)
    {
        var next = -1;
        var tokens = 0L;
        var begin = Stopwatch.GetTimestamp();
        Thread[] threads = [.. Enumerable.Range(0, Workers).Select(_ => new Thread(() =>
        {
            var vectors = new float[MaxPaddedTokens * _model.Dimensions];
            while (Stopwatch.GetElapsedTime(begin) < time)
            {
                var run = _runs[Interlocked.Increment(ref next) % _runs.Length];
                _model.Embed(run, vectors.AsSpan(0, run.Length * _model.Dimensions));
                Interlocked.Add(ref tokens, run.Sum(sequence => sequence.Length));
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        return tokens / Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }

    public void Dispose() => _model.Dispose();

    private static TokenSequence[][] Pack(IEnumerable<TokenSequence> sequences)
    {
        var runs = new List<TokenSequence[]>();
        var run = new List<TokenSequence>();
        foreach (var sequence in sequences.OrderBy(sequence => sequence.Length))
        {
            if ((run.Count + 1) * sequence.Length > MaxPaddedTokens)
            {
                runs.Add([.. run]);
                run.Clear();
            }

            run.Add(sequence);
        }

        runs.Add([.. run]);
        return [.. runs];
    }
}
