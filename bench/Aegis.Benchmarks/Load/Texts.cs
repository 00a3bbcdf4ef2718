using Aegis.EmbeddingServer.Configuration;

namespace Aegis.Benchmarks.Load;

/// <summary>
/// Seeded English-like texts: words of the bundled model's vocabulary by Zipf's law (the vocabulary is sorted by
/// frequency), some with a suffix so that they take several tokens, numbers and punctuation.
/// </summary>
internal sealed class Texts(int seed)
{
    private const double Suffixed = 0.06;
    private const double Numbers = 0.03;
    private const double Commas = 0.07;
    private const double FullStops = 0.07;

    private static readonly string[] Vocabulary = File.ReadAllLines(Path.Combine(BundledModel.FindDirectory(), "vocab.txt"));
    private static readonly string[] Words = [.. Vocabulary.Where(entry => entry.Length > 1 && entry.All(char.IsAsciiLetterLower))];
    private static readonly string[] Suffixes = [.. Vocabulary.Where(entry => entry.Length is > 3 and < 7 && entry.StartsWith("##", StringComparison.Ordinal) && entry[2..].All(char.IsAsciiLetterLower)).Select(entry => entry[2..])];

    private readonly Random _random = new(seed);

    /// <summary>A search query: 5 to 23 words, about 17 tokens in the mean.</summary>
    public string Query() => OfWords(_random.Next(5, 24));

    /// <summary>A chunk as text splitters cut them: 500 to 900 characters.</summary>
    public string Chunk()
    {
        var characters = _random.Next(500, 901);
        var text = OfWords(characters / 3);
        return text[..Math.Min(text.Length, characters)];
    }

    /// <summary>A passage of nearly always the same length: 40 words, about 50 tokens.</summary>
    public string Passage() => OfWords(40);

    /// <summary>Texts of lognormal length, a mean of about 54 tokens, up to the model's limit.</summary>
    public string[] Mixed(int count) => [.. Enumerable.Range(0, count).Select(_ => OfWords(Math.Clamp((int)Math.Exp(3.4 + (0.8 * Normal())), 1, 210)))];

    /// <summary>What one of many clients sends: a query in four of five cases, else 4 to 16 texts of mixed lengths.</summary>
    public string[] OfClient() => _random.NextDouble() < 0.8 ? [Query()] : Mixed(_random.Next(4, 17));

    private string OfWords(int words) => string.Concat(Enumerable.Range(0, words).SelectMany(_ => Word())).TrimEnd();

    private IEnumerable<string> Word()
    {
        yield return _random.NextDouble() < Numbers ? _random.Next(2100).ToString(System.Globalization.CultureInfo.InvariantCulture) : Words[Zipf(Words.Length)];
        if (_random.NextDouble() < Suffixed)
        {
            yield return Suffixes[_random.Next(Suffixes.Length)];
        }

        var mark = _random.NextDouble();
        yield return mark < Commas ? ", " : mark < Commas + FullStops ? ". " : " ";
    }

    private int Zipf(int count) => (int)Math.Pow(count, _random.NextDouble()) % count;

    // Box and Muller (1958).
    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}
