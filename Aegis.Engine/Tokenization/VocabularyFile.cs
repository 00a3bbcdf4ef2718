using System.Text;

namespace Aegis.Engine.Tokenization;

/// <summary>Reads a <c>vocab.txt</c>, as BERT's own code and older exports have it: one entry a line, the line's number (from 0) is the id.</summary>
internal static class VocabularyFile
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Loads a WordPiece tokenizer.</summary>
    /// <param name="path">Path of the file; it may have a byte order mark and line ends of Windows.</param>
    /// <param name="settings">What the file does not say.</param>
    /// <param name="maxTokens">Most tokens of a sequence, special tokens included.</param>
    /// <exception cref="InvalidDataException">It cannot be used; the message names the file.</exception>
    public static WordPieceTextTokenizer Load(string path, VocabularyFileSettings settings, int maxTokens)
    {
        try
        {
            var entries = Read(path);
            var model = new WordPieceModel(entries, new WordPieceSettings(settings.Unknown));
            var padId = Math.Max(entries.IndexOf(settings.Pad), 0);
            var frame = new TokenFrame([model.IdOf(settings.Cls)], [model.IdOf(settings.Sep)], maxTokens, padId);
            var special = new[] { settings.Cls, settings.Sep, settings.Mask, settings.Pad, settings.Unknown }
                .Distinct()
                .Where(entries.Contains)
                .Select(token => new AddedToken(token, model.IdOf(token)));
            var facts = new TokenizerFacts(entries.Count, padId, WordPieceDescription.Of(settings.Options, entries.Count));
            return new WordPieceTextTokenizer(CodePointTable.For(settings.Options), model, new AddedTokenMatcher([.. special]), frame, facts);
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException($"{Path.GetFileName(path)}: {exception.Message}", exception);
        }
    }

    private static List<string> Read(string path)
    {
        var entries = new List<string>(32_768);
        try
        {
            using var reader = new StreamReader(path, Utf8);
            while (reader.ReadLine() is { } line)
            {
                entries.Add(line);
            }
        }
        catch (DecoderFallbackException exception)
        {
            throw new InvalidDataException("it is not UTF-8 text", exception);
        }

        // Blank lines at the end, as an editor may add, match nothing; the reference counts them, which no id shows.
        while (entries is [.., ""])
        {
            entries.RemoveAt(entries.Count - 1);
        }

        return entries is [] ? throw new InvalidDataException("it is empty") : entries;
    }
}

/// <summary>What a <c>vocab.txt</c> does not say, from <c>tokenizer_config.json</c> or by default.</summary>
/// <param name="Options">The normaliser's settings.</param>
/// <param name="Cls">First token of every text.</param>
/// <param name="Sep">Last token of every text.</param>
/// <param name="Pad">The token to pad with.</param>
/// <param name="Unknown">The token of an unknown word.</param>
/// <param name="Mask">The token of a masked word.</param>
internal sealed record VocabularyFileSettings(
    BertOptions Options,
    string Cls = "[CLS]",
    string Sep = "[SEP]",
    string Pad = "[PAD]",
    string Unknown = "[UNK]",
    string Mask = "[MASK]")
{
    /// <summary>The settings of BERT uncased.</summary>
    public static VocabularyFileSettings Uncased { get; } = new(new BertOptions(BertLetters.LowerWithoutAccents, CleansText: true, SplitsChinese: true));
}
