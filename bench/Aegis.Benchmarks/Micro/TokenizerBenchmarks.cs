using Aegis.Benchmarks.Load;
using Aegis.EmbeddingServer.Configuration;
using Aegis.Engine.ModelFolders;
using Aegis.Engine.Tokenization;
using Aegis.Engine.Tokenization.HuggingFace;
using BenchmarkDotNet.Attributes;

namespace Aegis.Benchmarks.Micro;

/// <summary>
/// Tokenising on one core: a million tokens of ordinary text (0.2 s are 5,000,000 tokens/s), and the slowest inputs that
/// the API accepts.
/// </summary>
[MemoryDiagnoser]
public class TokenizerBenchmarks
{
    private const int Million = 1_000_000;
    private const int MaxInputCharacters = 1_000_000;

    private readonly ITextTokenizer _tokenizer = Load();
    private readonly string _letters = new('a', MaxInputCharacters);
    private readonly string _longWords = string.Concat(Enumerable.Repeat(new string('a', 99) + " ", MaxInputCharacters / 100));
    private readonly string _unknownLast = string.Concat(Enumerable.Repeat(new string('z', 97) + "qj ", MaxInputCharacters / 100));
    private readonly string _dropped = new('\u0301', MaxInputCharacters);
    private readonly string _spaces = new(' ', MaxInputCharacters);
    private string[] _chunks = [];

    /// <summary>Makes a million tokens of chunks.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var texts = new Texts(seed: 8);
        var chunks = new List<string>();
        for (var tokens = 0; tokens < Million;)
        {
            var chunk = texts.Chunk();
            chunks.Add(chunk);
            tokens += _tokenizer.Tokenize(chunk).Length;
        }

        _chunks = [.. chunks];
    }

    /// <summary>A million tokens of ordinary text, a chunk at a time.</summary>
    [Benchmark]
    public int MillionTokens() => _chunks.Sum(chunk => _tokenizer.Tokenize(chunk).Length);

    /// <summary>One word of a million letters.</summary>
    [Benchmark]
    public int OneLongWord() => _tokenizer.Tokenize(_letters).Length;

    /// <summary>Words of 99 letters: the longest that are searched.</summary>
    [Benchmark]
    public int LongWords() => _tokenizer.Tokenize(_longWords).Length;

    /// <summary>Words of 99 letters in which every piece is short.</summary>
    [Benchmark]
    public int RareWords() => _tokenizer.Tokenize(_unknownLast).Length;

    /// <summary>A million characters that the normaliser drops.</summary>
    [Benchmark]
    public int Dropped() => _tokenizer.Tokenize(_dropped).Length;

    /// <summary>A million spaces.</summary>
    [Benchmark]
    public int Spaces() => _tokenizer.Tokenize(_spaces).Length;

    /// <summary>The end of a text of long words.</summary>
    [Benchmark]
    public int LongWordsFromTheEnd() => _tokenizer.Tokenize(_longWords, Truncation.Start).Length;

    private static ITextTokenizer Load()
    {
        var description = ModelFolder.Open(new ModelOptions().ToSettings()).Describe();
        return TokenizerLoader.Load(description.Directory, description.MaxTokens);
    }
}
