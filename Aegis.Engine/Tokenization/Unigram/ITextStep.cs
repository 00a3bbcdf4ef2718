using System.Text;
using Aegis.Engine.Tokenization.Unicode;

namespace Aegis.Engine.Tokenization.Unigram;

/// <summary>A step of normalisation before Unigram.</summary>
internal interface ITextStep
{
    /// <summary>
    /// True if text may be cut in front of a single space between two other characters, and the step changes the parts as it
    /// changes the whole.
    /// </summary>
    bool KeepsSpacesApart { get; }

    string Apply(string text);
}

internal static class TextSteps
{
    public static string Apply(IReadOnlyList<ITextStep> steps, string text) =>
        steps.Aggregate(text, (current, step) => step.Apply(current));
}

/// <summary>Removes white space from the beginning, the end, or both.</summary>
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

internal sealed class ReplaceStep(string old, string with) : ITextStep
{
    public bool KeepsSpacesApart => !old.Any(char.IsWhiteSpace);

    public string Apply(string text) => text.Replace(old, with, StringComparison.Ordinal);
}

/// <summary>Replaces two or more spaces in a row.</summary>
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

internal sealed class NfcStep : ITextStep
{
    public bool KeepsSpacesApart => true;

    public string Apply(string text) => CanonicalComposition.Instance.Normalize(text);
}
