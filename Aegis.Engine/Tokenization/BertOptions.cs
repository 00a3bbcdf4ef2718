namespace Aegis.Engine.Tokenization;

/// <summary>The settings of Hugging Face's <c>BertNormalizer</c> that occur.</summary>
/// <param name="Letters">What happens to letters.</param>
/// <param name="CleansText">Control characters are removed.</param>
/// <param name="SplitsChinese">Each CJK character is a word.</param>
internal readonly record struct BertOptions(BertLetters Letters, bool CleansText, bool SplitsChinese);

/// <summary>What the BERT normaliser does with letters.</summary>
internal enum BertLetters
{
    /// <summary>Lower case, without accents.</summary>
    LowerWithoutAccents,

    /// <summary>Lower case, with accents.</summary>
    Lower,

    /// <summary>As they are.</summary>
    Cased,
}
