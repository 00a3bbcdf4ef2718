using System.Text;

namespace Aegis.SoakRunner.Load;

/// <summary>
/// Words that are one token each: the whole ASCII words of the bundled model's vocabulary, which lists the frequent ones
/// first. A text of known words has a known number of tokens, so that usage can be held to it exactly.
/// </summary>
internal sealed class Vocabulary
{
    private const string FileName = "vocab.txt";

    private Vocabulary(byte[][] words) => Words = words;

    /// <summary>The words in UTF-8, frequent ones first.</summary>
    public byte[][] Words { get; }

    /// <summary>Reads the file that comes with the runner.</summary>
    public static Vocabulary Read() => new(
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "data", FileName))
            .Where(entry => entry.Length > 1 && entry.All(char.IsAsciiLetterLower))
            .Select(Encoding.ASCII.GetBytes),
    ]);
}
