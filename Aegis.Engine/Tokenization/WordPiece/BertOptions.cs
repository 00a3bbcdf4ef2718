namespace Aegis.Engine.Tokenization.WordPiece;

/// <summary>The settings of Hugging Face's <c>BertNormalizer</c> that models use.</summary>
internal readonly record struct BertOptions(BertLetters Letters, bool CleansText, bool SplitsChinese)
{
    public static BertOptions Uncased { get; } = new(BertLetters.LowerWithoutAccents, CleansText: true, SplitsChinese: true);

    /// <summary>As in "WordPiece, uncased, 30522 entries".</summary>
    public string Describe(int entries)
    {
        var letters = Letters switch
        {
            BertLetters.Cased => "cased",
            BertLetters.Lower => "uncased with accents",
            _ => "uncased",
        };
        return FormattableString.Invariant($"WordPiece, {letters}, {entries} entries");
    }
}

/// <summary>What the BERT normaliser does with letters.</summary>
internal enum BertLetters
{
    LowerWithoutAccents,

    /// <summary>Lower case; accents stay.</summary>
    Lower,

    /// <summary>Letters stay as they are.</summary>
    Cased,
}
