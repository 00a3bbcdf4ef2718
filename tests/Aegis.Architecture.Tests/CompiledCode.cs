using System.Reflection;
using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using Assembly = System.Reflection.Assembly;

namespace Aegis.Architecture.Tests;

/// <summary>The product's assemblies as they were compiled: which folder uses which.</summary>
internal static class CompiledCode
{
    /// <summary>The name of a project's root folder in the documentation.</summary>
    public const string Root = "root";

    private static readonly Lazy<ArchUnitNET.Domain.Architecture> Loaded = new(Load);

    /// <summary>The projects of the product.</summary>
    public static IReadOnlyList<string> Projects { get; } = [.. Repository.Projects()];

    /// <summary>The other projects that an assembly refers to.</summary>
    public static IEnumerable<string> ReferencesOf(string project) => Assembly.Load(project)
        .GetReferencedAssemblies()
        .Select(reference => reference.Name!)
        .Intersect(Projects);

    /// <summary>The folders of a project that hold types.</summary>
    public static IEnumerable<string> FoldersOf(string project) => TypesOf(project).Select(type => FolderOf(type, project)).Distinct();

    /// <summary>Pairs of folders of a project, where a type in the first uses a type in the second.</summary>
    public static IEnumerable<(string From, string To)> ArrowsIn(string project) => (
        from type in TypesOf(project)
        from dependency in type.Dependencies
        where IsOf(dependency.Target, project)
        let arrow = (From: FolderOf(type, project), To: FolderOf(dependency.Target, project))
        where arrow.From != arrow.To
        select arrow).Distinct();

    /// <summary>Names of top-level types, each with its project.</summary>
    public static IEnumerable<(string Name, string Project)> TypeNames() =>
        from project in Projects
        from type in Assembly.Load(project).GetTypes()
        where !type.IsNested && type.Namespace?.StartsWith(project, StringComparison.Ordinal) is true
        where type.GetCustomAttribute<System.Runtime.CompilerServices.CompilerGeneratedAttribute>() is null
        where type.GetCustomAttribute<System.CodeDom.Compiler.GeneratedCodeAttribute>() is null
        select (type.Name, project);

    private static ArchUnitNET.Domain.Architecture Load() =>
        new ArchLoader().LoadAssemblies([.. Projects.Select(Assembly.Load)]).Build();

    private static IEnumerable<IType> TypesOf(string project) => Loaded.Value.Types.Where(type => IsOf(type, project));

    // Types that a compiler or a library adds stand in other namespaces.
    private static bool IsOf(IType type, string project) =>
        type.Namespace?.FullName is { } name
        && (name == project || name.StartsWith(project + ".", StringComparison.Ordinal))
        && !type.FullName.Contains('<', StringComparison.Ordinal);

    // Aegis.Engine.Inference.Onnx -> Inference/Onnx
    private static string FolderOf(IType type, string project) =>
        type.Namespace.FullName == project ? Root : type.Namespace.FullName[(project.Length + 1)..].Replace('.', '/');
}
