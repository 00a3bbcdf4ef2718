namespace Aegis.Engine.Tokenization.Unigram;

/// <summary>Where a text gets a mark in front that stands for a space.</summary>
internal enum MarkPrefix
{
    /// <summary>Nowhere.</summary>
    Never,

    /// <summary>At the beginning of the whole text.</summary>
    First,

    /// <summary>At each beginning.</summary>
    Always,
}

/// <summary>How a text becomes words: spaces become a mark, and words begin at marks.</summary>
/// <param name="Mark">Stands for a space.</param>
/// <param name="Prefix">Where there is a mark without a space.</param>
/// <param name="SplitsAtMarks">Words begin at marks; without it, what is between white space is one.</param>
/// <param name="SplitsAtWhiteSpace">Before all that, the text is split at white space, which is dropped.</param>
internal sealed record Metaspace(char Mark, MarkPrefix Prefix, bool SplitsAtMarks, bool SplitsAtWhiteSpace);
