using System.Text;
using Aegis.Engine.Files;

namespace Aegis.Engine.Tokenization.WordPiece;

/// <summary>
/// Reads a <c>vocab.txt</c>, as BERT's own code and older exports have it: one entry a line. The number of the line, from 0, is
/// the id.
/// </summary>
internal static class VocabularyFileReader
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="InvalidDataException">The file cannot be used; the message names it.</exception>
    public static WordPieceTextTokenizer Load(string path, VocabularyFileSettings settings, int maxTokens)
    {
        try
        {
            var entries = Read(path);
            var model = new WordPieceModel(entries, new WordPieceSettings(settings.Unknown));
            CheckIds(model, settings);
            var padId = model.FindId(settings.Pad) ?? 0;
            var frame = new TokenFrame([model.IdOf(settings.Cls)], [model.IdOf(settings.Sep)], maxTokens, padId);
            var special = new[] { settings.Cls, settings.Sep, settings.Mask, settings.Pad, settings.Unknown }
                .Distinct()
                .Where(token => model.FindId(token) is not null)
                .Select(token => new AddedToken(token, model.IdOf(token)));
            var facts = new TokenizerFacts(entries.Count, padId, settings.Options.Describe(entries.Count))
            {
                CutsStart = settings.CutsStart,
            };
            var table = CodePointTable.For(settings.Options);
            return new WordPieceTextTokenizer(table, model, new AddedTokenMatcher([.. special]), frame, facts);
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException($"{Path.GetFileName(path)}: {exception.Message}", exception);
        }
    }

    private static void CheckIds(WordPieceModel model, VocabularyFileSettings settings)
    {
        foreach (var (file, token, id) in settings.Ids)
        {
            if (model.FindId(token) != id)
            {
                throw new InvalidDataException($"'{token}' has the id {id} in {file}, and {model.IdOf(token)} here");
            }
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

        // An editor may add blank lines at the end. They match nothing; the reference counts them, but no id shows that.
        while (entries is [.., ""])
        {
            entries.RemoveAt(entries.Count - 1);
        }

        return GitLfsPointer.IsAt(path) ? throw new InvalidDataException(GitLfsPointer.Explanation)
            : entries is [] ? throw new InvalidDataException("it is empty")
            : entries;
    }
}

/// <summary>What a <c>vocab.txt</c> does not contain, from <c>tokenizer_config.json</c> or by default.</summary>
internal sealed record VocabularyFileSettings(BertOptions Options, string Cls, string Sep, string Pad, string Unknown, string Mask)
{
    public bool CutsStart { get; init; }

    /// <summary>Ids that other files give to tokens.</summary>
    public IEnumerable<(string File, string Token, int Id)> Ids { get; init; } = [];
}
