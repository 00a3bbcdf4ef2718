using System.Text.RegularExpressions;

namespace Aegis.EmbeddingServer.Hub;

/// <summary>A model on the hub: <c>ORGANISATION/NAME@REVISION</c>. A few old models have no organisation.</summary>
internal sealed partial record ModelReference(string? Organisation, string Name, string Revision)
{
    private const string DefaultRevision = "main";

    public string Id => Organisation is null ? Name : $"{Organisation}/{Name}";

    /// <returns>Null if the text is not a reference.</returns>
    public static ModelReference? Parse(string text)
    {
        var match = Form().Match(text);
        return match.Success && !text.Contains("..", StringComparison.Ordinal)
            ? new ModelReference(Value(match, "organisation"), match.Groups["name"].Value, Value(match, "revision") ?? DefaultRevision)
            : null;
    }

    private static string? Value(Match match, string group) => match.Groups[group] is { Success: true, Value: var value } ? value : null;

    // Only names that the hub allows, because the name becomes a folder.
    [GeneratedRegex(
        @"\A((?<organisation>\w[\w.-]*)/)?(?<name>\w[\w.-]*)(@(?<revision>\w[\w./-]*))?\z",
        RegexOptions.ECMAScript | RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
