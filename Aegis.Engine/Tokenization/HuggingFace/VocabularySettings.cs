using Aegis.Engine.Tokenization.WordPiece;

namespace Aegis.Engine.Tokenization.HuggingFace;

/// <summary>The settings for a <c>vocab.txt</c>, from the files beside it.</summary>
internal static class VocabularySettings
{
    private const string MPNet = "MPNetTokenizer";

    /// <exception cref="InvalidDataException">The tokenizer is not the one of BERT, or a setting is not supported.</exception>
    public static VocabularyFileSettings From(TokenizerConfig config, bool lowersCase)
    {
        // MPNet has other special tokens, one of which strips the white space in front.
        if (config.Classes.FirstOrDefault(name => name == MPNet || !TokenizerClasses.OfBert.Contains(name)) is { } other)
        {
            throw new InvalidDataException(
                $"{TokenizerLoader.VocabularyFile}: {other}, the tokenizer_class of the folder, does not read it as BERT does; "
                + $"a {TokenizerLoader.TokenizerFile} says how");
        }

        var lower = lowersCase || (config.LowersCase ?? true);
        var stripsAccents = config.StripsAccents ?? config.LowersCase ?? true;
        var settings = new VocabularyFileSettings(
            new BertOptions(
                WordPieceReader.Letters(lower, stripsAccents) ?? throw new InvalidDataException(
                    $"{TokenizerConfig.FileName}: strip_accents: stripping accents without lower case is not supported"),
                CleansText: true,
                SplitsChinese: config.SplitsChinese ?? true),
            Name("cls_token", "[CLS]"),
            Name("sep_token", "[SEP]"),
            Name("pad_token", "[PAD]"),
            Name("unk_token", "[UNK]"),
            Name("mask_token", "[MASK]"))
        {
            CutsStart = config.CutsStart ?? false,
            Ids = config.Listed.Where(token => token.Id is not null).Select(token => (token.File, token.Content, token.Id!.Value)),
        };
        CheckTokens(config, settings);
        return settings;

        string Name(string role, string usual) => config.Tokens.GetValueOrDefault(role, usual);
    }

    // A vocab.txt has no tokens but those of its lines, and of these only the five are matched as a whole.
    private static void CheckTokens(TokenizerConfig config, VocabularyFileSettings settings)
    {
        string[] special = [settings.Cls, settings.Sep, settings.Pad, settings.Unknown, settings.Mask];
        var names = config.Listed.Select(token => (token.File, token.Content))
            .Concat(config.Tokens.Select(token => (File: TokenizerConfig.FileName, Content: token.Value)));
        foreach (var (file, content) in names)
        {
            if (!special.Contains(content))
            {
                throw new InvalidDataException(
                    $"{file}: '{content}' is a special token, which {TokenizerLoader.VocabularyFile} alone cannot describe; "
                    + $"a {TokenizerLoader.TokenizerFile} can");
            }
        }
    }
}
