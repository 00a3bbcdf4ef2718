using System.Diagnostics;
using k8s.Models;

namespace Aegis.Deployment.Tests.Kubernetes;

/// <summary>
/// Objects that belong together. As files: those of all kustomizations, without what patches change. And as an overlay
/// renders, where kubectl is there to do it: it needs no cluster for that.
/// </summary>
internal sealed class Manifests(IReadOnlyList<object> objects)
{
    public const string Files = "files";

    private static readonly Lazy<Manifests> OfFiles = new(() => new Manifests(
        [.. KubernetesFolder.Kustomizations.SelectMany(item => WholeFiles(item.Key, item.Value))
            .SelectMany(file => StrictYaml.Objects(File.ReadAllText(file)))]));

    private static readonly Dictionary<string, Lazy<Manifests>> OfOverlays =
        Overlays.ToDictionary(
            name => name,
            name => new Lazy<Manifests>(() => new Manifests(StrictYaml.Objects(Render(KubernetesFolder.Overlay(name))))));

    public static IEnumerable<string> Overlays =>
        Directory.GetDirectories(Path.GetDirectoryName(KubernetesFolder.Overlay("any"))!).Select(folder => Path.GetFileName(folder)!);

    /// <summary>For theories: the files, and each overlay.</summary>
    public static TheoryData<string> Sources => [Files, .. Overlays];

    public IReadOnlyList<object> Objects => objects;

    /// <summary>The objects of one of <see cref="Sources"/>; the test is skipped, and says so, when they cannot be rendered.</summary>
    public static Manifests Of(string source)
    {
        if (source == Files)
        {
            return OfFiles.Value;
        }

        Assert.SkipUnless(KubectlIsThere, $"The overlay {source} was not rendered: there is no kubectl on this machine");
        return OfOverlays[source].Value;
    }

    public IEnumerable<T> All<T>() => objects.OfType<T>();

    public T Named<T>(string name)
        where T : IMetadata<V1ObjectMeta> => Assert.Single(All<T>(), item => item.Name() == name);

    /// <summary>The Deployment of the server.</summary>
    public V1Deployment Server => Named<V1Deployment>("aegis-server");

    private static bool KubectlIsThere => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Any(folder => File.Exists(Path.Combine(folder, OperatingSystem.IsWindows() ? "kubectl.exe" : "kubectl")));

    private static IEnumerable<string> WholeFiles(string folder, Kustomization kustomization) =>
        kustomization.Resources.Select(resource => Path.Combine(KubernetesFolder.Root, folder, resource)).Where(File.Exists);

    private static string Render(string folder)
    {
        using var kubectl = Process.Start(
            new ProcessStartInfo("kubectl", ["kustomize", folder]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = kubectl.StandardError.ReadToEndAsync();
        var output = kubectl.StandardOutput.ReadToEnd();
        kubectl.WaitForExit();
        // A warning, such as one about a deprecated field, is a mistake too.
        Assert.Equal((0, string.Empty), (kubectl.ExitCode, errors.GetAwaiter().GetResult()));
        return output;
    }
}
