using System.Globalization;
using Aegis.SoakRunner.Load;

namespace Aegis.SoakRunner.Capacity;

/// <summary>How many tokens texts have, special tokens included.</summary>
/// <param name="Name">As it is given on the command line.</param>
/// <param name="Draw">Draws a length.</param>
internal sealed record Lengths(string Name, LengthDraw Draw)
{
    /// <summary>Longest text of the bundled model, to which longer ones are cut.</summary>
    public const int Most = 256;

    /// <summary>Shortest text: one word between the special tokens.</summary>
    private const int Least = 3;

    /// <summary>Quantile 0.95 of the standard normal distribution.</summary>
    private const double Normal95 = 1.6448536;

    private const int MeanOf = 20_000;

    /// <summary>Search queries, as the benchmarks' workload of that name: 8 to 30 tokens, 19 in the mean.</summary>
    public static Lengths Queries { get; } = new("queries", (ref random) => 8 + random.Next(23));

    /// <summary>Chunks as text splitters cut them, 500 to 900 characters: 104 to 188 tokens, 146 in the mean.</summary>
    public static Lengths Chunks { get; } = new("chunks", (ref random) => 104 + random.Next(85));

    /// <summary>Texts of all sorts: lognormal, a median of 36 tokens and a mean of some 50.</summary>
    public static Lengths Mixed { get; } = Lognormal("mixed", 36, 0.8);

    private static readonly Lengths[] Named = [Queries, Chunks, Mixed];

    /// <summary>Mean of many draws.</summary>
    public double Mean
    {
        get
        {
            var random = new SplitMix(1);
            var sum = 0L;
            for (var i = 0; i < MeanOf; i++)
            {
                sum += Draw(ref random);
            }

            return (double)sum / MeanOf;
        }
    }

    /// <summary>Reads what the command line says.</summary>
    /// <param name="text">A name, <c>p50=30,p95=120</c>, one length, or the path of a file with a length in each line.</param>
    /// <returns>The lengths, or what is wrong with the text.</returns>
    public static (Lengths? Lengths, string? Problem) Parse(string text)
    {
        if (Array.Find(Named, lengths => lengths.Name == text) is { } named)
        {
            return (named, null);
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length))
        {
            return length is >= 1 and <= Most ? (new Lengths(text, (ref _) => length), null) : (null, $"a length is from 1 to {Most} tokens, not {text}");
        }

        if (text.StartsWith("p50=", StringComparison.Ordinal))
        {
            return OfQuantiles(text);
        }

        return File.Exists(text)
            ? OfFile(text)
            : (null, $"there are no lengths '{text}', and no such file; use {string.Join(", ", Named.Select(lengths => lengths.Name))}, p50=30,p95=120, a number of tokens, or a file with one in each line");
    }

    private static Lengths Lognormal(string name, double median, double spread) =>
        new(name, (ref random) => (int)Math.Round(Math.Clamp(median * Math.Exp(spread * random.NextNormal()), Least, Most)));

    private static (Lengths?, string?) OfQuantiles(string text)
    {
        var parts = text.Split(',');
        return parts.Length == 2 && parts[1].StartsWith("p95=", StringComparison.Ordinal) && Number(parts[0][4..]) is { } median and >= 1 && Number(parts[1][4..]) is { } high && high >= median && high <= Most
            ? (Lognormal(text, median, Math.Log(high / median) / Normal95), null)
            : (null, $"'{text}' is not of the form p50=30,p95=120, with 1 <= p50 <= p95 <= {Most}");
    }

    private static (Lengths?, string?) OfFile(string path)
    {
        try
        {
            string[] lines = [.. File.ReadLines(path).Where(line => line.Length > 0)];
            int[] lengths = [.. lines.Select(line => Number(line) is { } number && number >= 1 ? (int)Math.Min(number, Most) : 0)];
            var wrong = Array.IndexOf(lengths, 0);
            return lengths.Length == 0 ? (null, $"{path} has no lengths: one number of tokens in each line")
                : wrong >= 0 ? (null, $"{path} has a line that is no number of tokens: '{lines[wrong]}'")
                : (new Lengths(path, (ref random) => lengths[random.Next(lengths.Length)]), null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return (null, $"{path} cannot be read: {exception.Message}");
        }
    }

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>Draws a number of tokens.</summary>
internal delegate int LengthDraw(ref SplitMix random);
