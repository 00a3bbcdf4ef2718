using System.Xml.Linq;

namespace Aegis.Architecture.Tests;

/// <summary>Sizes and names of the source.</summary>
public sealed class SourceTests
{
    private const int MaxFilesOfFolder = 15;
    private const int MaxLinesOfFile = 250;
    private const int MaxCharactersOfLine = 140;

    /// <summary>What every program has.</summary>
    private static readonly string[] NamesOfEveryProgram = ["Program"];

    public static TheoryData<string> Projects => [.. CompiledCode.Projects];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Folder_Files_AreAtMostFifteen(string project)
    {
        var folders = Repository.SourcesOf(project).GroupBy(path => Path.GetDirectoryName(path)!).ToArray();

        Assert.NotEmpty(folders);
        Assert.Empty(folders.Where(folder => folder.Count() > MaxFilesOfFolder).Select(folder => $"{folder.Key}: {folder.Count()} files"));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void File_Lines_AreAtMost250(string project)
    {
        var tooLong = Repository.SourcesOf(project)
            .Select(path => (path, Lines: File.ReadLines(Repository.File(Path.Combine(project, path))).Count()))
            .Where(file => file.Lines > MaxLinesOfFile);

        Assert.Empty(tooLong);
    }

    // The analyzer of the build (RCS0056) counts neither comments nor raw strings.
    [Fact]
    public void Line_OfAnySource_HasAtMost140Characters()
    {
        var tooLong =
            from project in Repository.ProjectFiles().Select(file => Path.GetDirectoryName(file)!)
            from path in Repository.SourcesOf(project)
            from line in File.ReadLines(Path.Combine(project, path)).Select((text, index) => (Text: text, Number: index + 1))
            where line.Text.Length > MaxCharactersOfLine && !IsData(line.Text)
            select $"{path}:{line.Number}";

        Assert.Empty(tooLong);
    }

    // A line of a raw string with JSON, which reads no better in pieces.
    private static bool IsData(string line) => line.Contains("\"\"\"", StringComparison.Ordinal);

    [Fact]
    public void SourceFile_OfOneProject_IsCompiledIntoNoOther()
    {
        var linked =
            from file in Repository.ProjectFiles()
            from item in XDocument.Load(file).Descendants("Compile")
            let include = (string?)item.Attribute("Include")
            where include?.Contains("..", StringComparison.Ordinal) is true
            select $"{Path.GetFileName(file)}: {include}";

        Assert.Empty(linked);
    }

    [Fact]
    public void Type_OfTheProduct_HasANameOfItsOwn()
    {
        var shared = CompiledCode.TypeNames()
            .Where(type => !NamesOfEveryProgram.Contains(type.Name))
            .GroupBy(type => type.Name)
            .Where(types => types.Count() > 1)
            .Select(types => $"{types.Key}: {string.Join(", ", types.Select(type => type.Project))}");

        Assert.Empty(shared);
    }
}
