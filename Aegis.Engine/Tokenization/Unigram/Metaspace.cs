namespace Aegis.Engine.Tokenization.Unigram;

/// <summary>Where text without a space in front gets a mark.</summary>
internal enum MarkPrefix
{
    Never,

    /// <summary>At the beginning of the whole text.</summary>
    First,

    /// <summary>At the beginning of each part of the text.</summary>
    Always,
}

/// <summary>How a text becomes words: spaces become a mark, and words begin at marks.</summary>
/// <param name="Mark">Stands for a space.</param>
/// <param name="Prefix">Where a mark is added that stands for no space.</param>
/// <param name="SplitsAtMarks">False: only white space splits words.</param>
/// <param name="SplitsAtWhiteSpace">True: the text is first split at white space, which is dropped.</param>
internal sealed record Metaspace(char Mark, MarkPrefix Prefix, bool SplitsAtMarks, bool SplitsAtWhiteSpace);
