namespace Aegis.Engine.Tokenization;

/// <summary>Says what a WordPiece tokenizer is.</summary>
internal static class WordPieceDescription
{
    /// <summary>As in "WordPiece, uncased, 30522 entries".</summary>
    public static string Of(BertOptions options, int entries)
    {
        var letters = options.Letters switch
        {
            BertLetters.Cased => "cased",
            BertLetters.Lower => "uncased with accents",
            _ => "uncased",
        };
        return FormattableString.Invariant($"WordPiece, {letters}, {entries} entries");
    }
}
