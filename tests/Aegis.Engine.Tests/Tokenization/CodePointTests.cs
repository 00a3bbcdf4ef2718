using System.Globalization;

namespace Aegis.Engine.Tests.Tokenization;

/// <summary>Every Unicode code point between two letters gives the ids that the reference table and WordPiece's definition give.</summary>
public sealed class CodePointTests
{
    private const int CodePoints = 0x110000;

    [Fact]
    public void Tokenize_EveryCodePointBetweenLetters_GivesReferenceIds()
    {
        var classes = ReadTable();
        var reference = new ReferenceWordPiece(File.ReadAllLines(Bundled.VocabularyFile));
        var mismatches = Enumerable.Range(0, CodePoints)
            .Where(codePoint => codePoint is < 0xD800 or > 0xDFFF)
            .AsParallel()
            .Where(codePoint => !Expected(codePoint, classes, reference).SequenceEqual(Actual(codePoint)))
            .Order()
            .Select(codePoint => codePoint.ToString("X4", CultureInfo.InvariantCulture));

        Assert.Empty(mismatches);
    }

    private static IEnumerable<int> Actual(int codePoint) =>
        Bundled.Tokenizer.Tokenize("a" + char.ConvertFromUtf32(codePoint) + "b").Ids[1..^1];

    private static IEnumerable<int> Expected(
        int codePoint,
        Dictionary<int, (string Class, string? Replacement)> classes,
        ReferenceWordPiece reference)
    {
        var (kind, replacement) = classes.GetValueOrDefault(codePoint, ("pass", null));
        var middle = replacement ?? char.ConvertFromUtf32(codePoint);
        string[] words = kind switch
        {
            "pass" or "map" => ["a" + middle + "b"],
            "drop" => ["ab"],
            "space" => ["a", "b"],
            _ => ["a", middle, "b"],
        };
        return words.SelectMany(reference.Encode);
    }

    private static Dictionary<int, (string Class, string? Replacement)> ReadTable()
    {
        var classes = new Dictionary<int, (string, string?)>();
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", "bert-uncased-codepoints.tsv")))
        {
            var fields = line.Split('\t');
            var range = fields[0].Split("..").Select(Hex).ToArray();
            var replacement = fields.Length > 2 ? string.Concat(fields[2].Split(' ').Select(Hex).Select(char.ConvertFromUtf32)) : null;
            for (var codePoint = range[0]; codePoint <= range[^1]; codePoint++)
            {
                classes[codePoint] = (fields[1], replacement);
            }
        }

        return classes;
    }

    private static int Hex(string digits) => int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
