using System.Globalization;
using Aegis.Capacity.Numbers;

namespace Aegis.Capacity.Planning;

/// <summary>The numbers of tokens of texts, special tokens included.</summary>
/// <param name="Name">The words of the command line.</param>
internal sealed record Lengths(string Name, LengthDraw Draw)
{
    /// <summary>Longest sequence of the bundled model. The server truncates longer texts.</summary>
    public const int Max = 256;

    /// <summary>Shortest text: one word between the special tokens.</summary>
    private const int Min = 3;

    /// <summary>Quantile 0.95 of the standard normal distribution.</summary>
    private const double Normal95 = 1.6448536;

    private const int MeanOf = 20_000;

    /// <summary>Search queries, the same as in the benchmarks: 8 to 30 tokens, 19 on average.</summary>
    public static Lengths Queries { get; } = new("queries", (ref random) => 8 + random.Next(23));

    /// <summary>Chunks of a text splitter, 500 to 900 characters: 104 to 188 tokens, 146 on average.</summary>
    public static Lengths Chunks { get; } = new("chunks", (ref random) => 104 + random.Next(85));

    /// <summary>All kinds of texts: lognormal, with a median of 36 tokens and a mean of about 50.</summary>
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

    /// <summary>Reads the option of the command line.</summary>
    /// <param name="text">A name, <c>p50=30,p95=120</c>, one length, or the path of a file with one length in each line.</param>
    /// <returns>The lengths, or what is wrong with the text.</returns>
    public static (Lengths? Lengths, string? Problem) Parse(string text)
    {
        if (Array.Find(Named, lengths => lengths.Name == text) is { } named)
        {
            return (named, null);
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length))
        {
            return length is >= 1 and <= Max
                ? (new Lengths(text, (ref _) => length), null)
                : (null, $"a length must be from 1 to {Max} tokens, not {text}");
        }

        if (text.StartsWith("p50=", StringComparison.Ordinal))
        {
            return OfQuantiles(text);
        }

        return File.Exists(text)
            ? OfFile(text)
            : (null, $"'{text}' is neither a known name nor a file. Use {string.Join(", ", Named.Select(lengths => lengths.Name))}, "
                + "p50=30,p95=120, a number of tokens, or a file with one number in each line");
    }

    private static Lengths Lognormal(string name, double median, double spread) =>
        new(name, (ref random) => (int)Math.Round(Math.Clamp(median * Math.Exp(spread * random.NextNormal()), Min, Max)));

    private static (Lengths?, string?) OfQuantiles(string text)
    {
        var parts = text.Split(',');
        return parts.Length == 2 && parts[1].StartsWith("p95=", StringComparison.Ordinal)
            && Number(parts[0][4..]) is { } median and >= 1 && Number(parts[1][4..]) is { } high && high >= median && high <= Max
            ? (Lognormal(text, median, Math.Log(high / median) / Normal95), null)
            : (null, $"'{text}' must have the form p50=30,p95=120, with 1 <= p50 <= p95 <= {Max}");
    }

    private static (Lengths?, string?) OfFile(string path)
    {
        try
        {
            string[] lines = [.. File.ReadLines(path).Where(line => line.Length > 0)];
            int[] lengths = [.. lines.Select(line => Number(line) is { } number && number >= 1 ? (int)Math.Min(number, Max) : 0)];
            var wrong = Array.IndexOf(lengths, 0);
            return lengths.Length == 0 ? (null, $"{path} has no lengths: each line must have a number of tokens")
                : wrong >= 0 ? (null, $"{path} has a line that is not a number of tokens: '{lines[wrong]}'")
                : (new Lengths(path, (ref random) => lengths[random.Next(lengths.Length)]), null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return (null, $"{path} cannot be read: {exception.Message}");
        }
    }

    private static double? Number(string text) =>
        double.TryParse(
            text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}

internal delegate int LengthDraw(ref SplitMix random);
