using System.Text;

namespace Aegis.SoakRunner.Load;

/// <summary>Seeded texts of ordinary words: short queries mostly, a longer passage now and then.</summary>
internal sealed class TextSource(int seed)
{
    private const int MaxInputs = 8;

    private static readonly string[] Words =
    [
        "server", "memory", "river", "payment", "forest", "vector", "question", "night", "protocol", "teacher",
        "reset", "password", "invoice", "window", "light", "energy", "market", "kitchen", "guitar", "station",
        "compile", "error", "garden", "history", "weather", "doctor", "signal", "travel", "budget", "paper",
        "the", "a", "of", "and", "with", "under", "after", "how", "why", "is",
    ];

    private readonly Random _random = new(seed);

    /// <summary>The texts of one request: one query, or two to eight texts of mixed length.</summary>
    public string[] NextRequest()
    {
        var inputs = _random.Next(4) > 0 ? 1 : _random.Next(2, MaxInputs + 1);
        return [.. Enumerable.Range(0, inputs).Select(_ => NextText())];
    }

    private string NextText()
    {
        var words = _random.Next(5) > 0 ? _random.Next(3, 16) : _random.Next(60, 160);
        var text = new StringBuilder();
        for (var i = 0; i < words; i++)
        {
            text.Append(i == 0 ? string.Empty : " ").Append(Words[_random.Next(Words.Length)]);
        }

        return text.ToString();
    }
}
