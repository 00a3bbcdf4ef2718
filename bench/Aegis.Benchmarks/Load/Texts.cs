using Aegis.Capacity.Numbers;
using Aegis.EmbeddingServer.Configuration;
using Aegis.SoakRunner.Document;
using Aegis.SoakRunner.Load;

namespace Aegis.Benchmarks.Load;

/// <summary>
/// Seeded texts like English: words of the vocabulary of the bundled model by Zipf's law, some with a suffix that makes
/// several tokens of them, numbers and punctuation. The texts of the soak runner have words of one token only, because it
/// checks the usage of each answer; they would make the tokenizer look faster than it is.
/// </summary>
internal sealed class Texts(ulong seed)
{
    private const double SuffixShare = 0.06;
    private const double NumberShare = 0.03;
    private const double CommaShare = 0.07;
    private const double FullStopShare = 0.07;
    private const string Continuation = "##";

    private static readonly Amount MixedWords = new(Median: Math.Exp(3.4), Spread: 0.8, Least: 1, Most: 210);

    // The most frequent first.
    private static readonly string[] Vocabulary = File.ReadAllLines(Path.Combine(BundledModel.FindDirectory(), "vocab.txt"));
    private static readonly string[] Words = [.. Vocabulary.Where(entry => entry.Length > 1 && entry.All(char.IsAsciiLetterLower))];
    private static readonly string[] Suffixes =
    [
        .. Vocabulary.Where(entry => entry.StartsWith(Continuation, StringComparison.Ordinal))
            .Select(entry => entry[Continuation.Length..])
            .Where(suffix => suffix.Length is > 1 and < 5 && suffix.All(char.IsAsciiLetterLower)),
    ];

    private SplitMix _random = new(seed);

    /// <summary>A search query: 5 to 23 words, about 17 tokens on average.</summary>
    public string Query() => OfWords(5 + _random.Next(19));

    /// <summary>A chunk as text splitters cut it: 500 to 900 characters.</summary>
    public string Chunk()
    {
        var characters = 500 + _random.Next(401);
        var text = OfWords(characters / 3);
        return text[..Math.Min(text.Length, characters)];
    }

    /// <summary>A passage of nearly always the same length: 40 words, about 50 tokens.</summary>
    public string Passage() => OfWords(40);

    /// <summary>Texts of lognormal length, about 54 tokens on average, up to the limit of the model.</summary>
    public string[] Mixed(int count) => [.. Enumerable.Range(0, count).Select(_ => OfWords(AmountSampler.Of(MixedWords, ref _random)))];

    /// <summary>The request of one of many clients: in four of five cases a query, else 4 to 16 texts of mixed lengths.</summary>
    public string[] OfClient() => _random.NextUnit() < 0.8 ? [Query()] : Mixed(4 + _random.Next(13));

    private string OfWords(int words) => string.Concat(Enumerable.Range(0, words).SelectMany(_ => Word())).TrimEnd();

    private IEnumerable<string> Word()
    {
        yield return _random.NextUnit() < NumberShare ? $"{_random.Next(2100)}" : Words[TextPool.Zipf(Words.Length, ref _random)];
        if (_random.NextUnit() < SuffixShare)
        {
            yield return Suffixes[_random.Next(Suffixes.Length)];
        }

        var mark = _random.NextUnit();
        yield return mark < CommaShare ? ", " : mark < CommaShare + FullStopShare ? ". " : " ";
    }
}
