using System.Text;

namespace Aegis.Engine.Tokenization.Unigram;

/// <summary>A step of normalisation before Unigram.</summary>
internal interface ITextStep
{
    /// <summary>
    /// True when text may be cut in front of a single space between two other characters, and the step does the same
    /// to the parts as to the whole.
    /// </summary>
    bool KeepsSpacesApart { get; }

    /// <summary>Changes a text.</summary>
    string Apply(string text);
}

/// <summary>Takes white space from the beginning, the end, or both.</summary>
internal sealed class StripStep(bool left, bool right) : ITextStep
{
    public bool KeepsSpacesApart => !left;

    public string Apply(string text) => (left, right) switch
    {
        (true, true) => text.Trim(),
        (true, false) => text.TrimStart(),
        (false, true) => text.TrimEnd(),
        (false, false) => text,
    };
}

/// <summary>Puts one text in the place of another.</summary>
internal sealed class ReplaceStep(string what, string with) : ITextStep
{
    public bool KeepsSpacesApart => !what.Any(char.IsWhiteSpace);

    public string Apply(string text) => text.Replace(what, with, StringComparison.Ordinal);
}

/// <summary>Puts a text in the place of two spaces or more in a row.</summary>
internal sealed class SpacesStep(string with) : ITextStep
{
    public bool KeepsSpacesApart => true;

    public string Apply(string text)
    {
        if (!text.Contains("  ", StringComparison.Ordinal))
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        for (var position = 0; position < text.Length;)
        {
            var rest = text.AsSpan(position);
            var run = rest.IndexOfAnyExcept(' ') is >= 0 and var end ? end : rest.Length;
            var length = Math.Max(run, 1);
            result.Append(run > 1 ? with : rest[..length]);
            position += length;
        }

        return result.ToString();
    }
}

/// <summary>Brings a text into normalisation form C.</summary>
internal sealed class ComposeStep : ITextStep
{
    public bool KeepsSpacesApart => true;

    public string Apply(string text) => CanonicalComposition.Instance.TryNormalize(text, out var normalized) ? normalized : text;
}
