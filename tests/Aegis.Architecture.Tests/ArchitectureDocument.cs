using System.Text.RegularExpressions;

namespace Aegis.Architecture.Tests;

/// <summary>A row of a layer table: a folder, and the folders that it knows.</summary>
internal sealed record Layer(string Name, IReadOnlyList<string> Knows);

/// <summary>
/// The layer tables of docs/architecture.md, bottom up. A table follows the heading of its project, and the table of the
/// projects follows "The projects":
/// <code>
/// ## Aegis.Engine
/// | folder | what it does | knows |
/// | `Proof` | Canary and reference vectors. | `Inference`, `ModelFolders` |
/// </code>
/// </summary>
internal static partial class ArchitectureDocument
{
    private const string ProjectsHeading = "The projects";

    /// <summary>The projects, and the projects that each refers to.</summary>
    public static IReadOnlyList<Layer> Projects() => Table(ProjectsHeading);

    /// <summary>The folders of a project.</summary>
    public static IReadOnlyList<Layer> LayersOf(string project) => Table(project);

    private static List<Layer> Table(string heading) =>
    [
        .. File.ReadLines(Repository.File("docs/architecture.md"))
            .SkipWhile(line => !IsHeading(line) || line.TrimStart('#', ' ') != heading)
            .Skip(1)
            .TakeWhile(line => !IsHeading(line))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(Row),
    ];

    private static bool IsHeading(string line) => line.StartsWith("##", StringComparison.Ordinal);

    private static Layer Row(string line)
    {
        // "| name | what it does | knows |", where the last cell may be empty
        var cells = line.Split('|');
        return new Layer(Quoted(cells[1]).Single(), Quoted(cells[^2]));
    }

    private static string[] Quoted(string cell) => [.. Name().Matches(cell).Select(match => match.Groups[1].Value)];

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Name();
}
