namespace Aegis.Deployment.Tests.Kubernetes;

/// <summary>The folder deploy/kubernetes of the repository that these tests were built in.</summary>
internal static class KubernetesFolder
{
    public const string KustomizationFile = "kustomization.yaml";

    public static readonly string Root = Repository.File("deploy", "kubernetes");

    /// <summary>Files that are for other tools than kustomize.</summary>
    public static readonly string Examples = Path.Combine(Root, "examples");

    public static string Document(params string[] path) => File.ReadAllText(Repository.File(path));

    public static string Overlay(string name) => Path.Combine(Root, "overlays", name);

    /// <summary>All kustomizations, by their folder relative to <see cref="Root"/>.</summary>
    public static IReadOnlyDictionary<string, Kustomization> Kustomizations { get; } =
        Directory.GetFiles(Root, KustomizationFile, SearchOption.AllDirectories).ToDictionary(
            file => Path.GetRelativePath(Root, Path.GetDirectoryName(file)!).Replace('\\', '/'),
            file => StrictYaml.One<Kustomization>(File.ReadAllText(file)));

    /// <summary>Files with objects of Kubernetes, whole ones and patches.</summary>
    public static IEnumerable<string> ObjectFiles =>
        YamlFiles.Where(file => Path.GetFileName(file) != KustomizationFile && !file.StartsWith(Examples, StringComparison.Ordinal));

    private static IEnumerable<string> YamlFiles => Directory.GetFiles(Root, "*", SearchOption.AllDirectories)
        .Where(file => Path.GetExtension(file) is ".yaml" or ".yml");
}
