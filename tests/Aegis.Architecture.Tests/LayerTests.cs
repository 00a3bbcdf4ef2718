using System.Reflection;

namespace Aegis.Architecture.Tests;

/// <summary>docs/architecture.md and the compiled assemblies have the same layers.</summary>
public sealed class LayerTests
{
    /// <summary>Projects with more than one folder.</summary>
    public static TheoryData<string> LayeredProjects =>
        [.. CompiledCode.Projects.Where(project => CompiledCode.FoldersOf(project).Count() > 1)];

    [Fact]
    public void Projects_References_AreThoseOfTheTable() => AssertSame(
        ArchitectureDocument.Projects(),
        CompiledCode.Projects,
        CompiledCode.Projects.SelectMany(project => CompiledCode.ReferencesOf(project).Select(other => (project, other))));

    [Theory]
    [MemberData(nameof(LayeredProjects))]
    public void Project_FoldersAndArrows_AreThoseOfTheTable(string project) =>
        AssertSame(ArchitectureDocument.LayersOf(project), CompiledCode.FoldersOf(project), CompiledCode.ArrowsIn(project));

    [Theory]
    [MemberData(nameof(LayeredProjects))]
    public void Project_Folders_KnowOnlyFoldersAboveThemInTheTable(string project)
    {
        var below = new HashSet<string>();
        foreach (var layer in ArchitectureDocument.LayersOf(project))
        {
            Assert.Empty(layer.Knows.Except(below).Select(known => $"{layer.Name} -> {known}, which stands below it in the table"));
            below.Add(layer.Name);
        }
    }

    // A folder that only knows itself and leaves is on no cycle: what is left after all of them are taken away is.
    [Theory]
    [MemberData(nameof(LayeredProjects))]
    public void Project_Folders_HaveNoCycle(string project)
    {
        var arrows = CompiledCode.ArrowsIn(project).ToList();
        while (arrows.RemoveAll(arrow => arrows.All(other => other.From != arrow.To)) > 0)
        {
        }

        Assert.Empty(arrows);
    }

    // Other programs use these without a web server.
    [Theory]
    [InlineData("Aegis.Scheduling")]
    [InlineData("Aegis.Engine")]
    [InlineData("Aegis.Capacity")]
    public void Library_References_AreWithoutAspNet(string project) => Assert.DoesNotContain(
        Assembly.Load(project).GetReferencedAssemblies(),
        reference => reference.Name!.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));

    private static void AssertSame(IReadOnlyList<Layer> table, IEnumerable<string> names, IEnumerable<(string From, string To)> arrows)
    {
        Assert.Equal(names.Order(StringComparer.Ordinal), table.Select(layer => layer.Name).Order(StringComparer.Ordinal));
        string[] documented = [.. table.SelectMany(layer => layer.Knows.Select(known => $"{layer.Name} -> {known}"))];
        string[] compiled = [.. arrows.Select(arrow => $"{arrow.From} -> {arrow.To}")];
        Assert.Empty(compiled.Except(documented).Select(arrow => "not in the table: " + arrow));
        Assert.Empty(documented.Except(compiled).Select(arrow => "not in the code: " + arrow));
    }
}
