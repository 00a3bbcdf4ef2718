using System.Text;

namespace Aegis.SoakRunner.Load;

/// <summary>
/// Words of one token each: the whole ASCII words of the bundled model's vocabulary, which lists the most frequent first. A text
/// of these words has a known number of tokens, so usage is checked exactly.
/// </summary>
internal sealed class Vocabulary
{
    private const string FileName = "vocab.txt";

    private Vocabulary(byte[][] words) => Words = words;

    /// <summary>UTF-8, the most frequent first.</summary>
    public byte[][] Words { get; }

    public static Vocabulary Read() => new(
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "data", FileName))
            .Where(entry => entry.Length > 1 && entry.All(char.IsAsciiLetterLower))
            .Select(Encoding.ASCII.GetBytes),
    ]);
}
