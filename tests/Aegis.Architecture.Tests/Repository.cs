using System.Reflection;

namespace Aegis.Architecture.Tests;

/// <summary>The source files of the product.</summary>
internal static class Repository
{
    private static readonly string RootFolder = typeof(Repository).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(item => item.Key == "RepositoryRoot").Value!;

    /// <summary>Full path of a file in the repository.</summary>
    public static string File(string path) => Path.Combine(RootFolder, path);

    /// <summary>Names of the projects at the top of the repository.</summary>
    public static IEnumerable<string> Projects() => Directory.EnumerateDirectories(RootFolder, "Aegis.*")
        .Where(folder => System.IO.File.Exists(Path.Combine(folder, Path.GetFileName(folder) + ".csproj")))
        .Select(folder => Path.GetFileName(folder)!)
        .Order(StringComparer.Ordinal);

    /// <summary>C# files of a project, by their paths in it.</summary>
    public static IEnumerable<string> SourcesOf(string project) => Directory
        .EnumerateFiles(File(project), "*.cs", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(File(project), path).Replace('\\', '/'))
        .Where(path => !path.StartsWith("obj/", StringComparison.Ordinal) && !path.StartsWith("bin/", StringComparison.Ordinal));

    /// <summary>Every project file of the repository, by its path in it.</summary>
    public static IEnumerable<string> ProjectFiles() =>
        new[] { ".", "tests", "bench" }
            .SelectMany(folder => Directory.EnumerateDirectories(File(folder)))
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.csproj"));
}
