using System.Text.RegularExpressions;

namespace Aegis.EmbeddingServer.Hub;

/// <summary>A model on the hub: <c>ORGANISATION/NAME@REVISION</c>.</summary>
/// <param name="Organisation">Who publishes it; null for the few old models without one.</param>
/// <param name="Name">Its name.</param>
/// <param name="Revision">A branch, a tag or a commit.</param>
internal sealed partial record ModelReference(string? Organisation, string Name, string Revision)
{
    private const string DefaultRevision = "main";

    /// <summary>The id without the revision.</summary>
    public string Id => Organisation is null ? Name : $"{Organisation}/{Name}";

    /// <summary>Null when the text is none.</summary>
    public static ModelReference? Parse(string text)
    {
        var match = Form().Match(text);
        return match.Success && !text.Contains("..", StringComparison.Ordinal)
            ? new ModelReference(Value(match, "organisation"), match.Groups["name"].Value, Value(match, "revision") ?? DefaultRevision)
            : null;
    }

    private static string? Value(Match match, string group) => match.Groups[group] is { Success: true, Value: var value } ? value : null;

    // The name becomes a folder, so it is held to what the hub allows.
    [GeneratedRegex(@"\A((?<organisation>\w[\w.-]*)/)?(?<name>\w[\w.-]*)(@(?<revision>\w[\w./-]*))?\z", RegexOptions.ECMAScript | RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
