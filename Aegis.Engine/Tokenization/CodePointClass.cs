namespace Aegis.Engine.Tokenization;

/// <summary>What the BERT normaliser and pre-tokeniser do with one code point.</summary>
internal enum CodePointClass : byte
{
    /// <summary>Stays as it is, inside the word.</summary>
    Pass,

    /// <summary>Is removed: control characters, zero-width characters, combining accents.</summary>
    Drop,

    /// <summary>Ends the word.</summary>
    Space,

    /// <summary>Is replaced inside the word: lower case, accents stripped.</summary>
    Map,

    /// <summary>Is a word of its own, as it is or replaced: punctuation, CJK.</summary>
    Alone,
}
