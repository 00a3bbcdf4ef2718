using Aegis.EmbeddingServer.Model;

namespace Aegis.Benchmarks;

/// <summary>Seeded texts from the bundled model's vocabulary.</summary>
internal sealed class Texts(int seed)
{
    private static readonly string[] Words =
        [.. File.ReadLines(Path.Combine(BundledModel.FindDirectory(), "vocab.txt")).Where(entry => entry.Length > 2 && entry.All(char.IsAsciiLetterLower))];

    private readonly Random _random = new(seed);

    /// <summary>A search query: 5 to 25 words.</summary>
    public string Query() => Text(_random.Next(5, 26));

    /// <summary>One query, or up to 32 texts of 3 to 250 words.</summary>
    public string[] MixedRequest() => _random.Next(2) == 0
        ? [Query()]
        : [.. Enumerable.Range(0, _random.Next(2, 33)).Select(_ => Text((int)Math.Min(250, 3 + Math.Exp(_random.NextDouble() * 5.5))))];

    private string Text(int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => Words[_random.Next(Words.Length)]));
}
