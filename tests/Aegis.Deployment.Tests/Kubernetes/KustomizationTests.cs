using System.Reflection;
using k8s.Models;

namespace Aegis.Deployment.Tests.Kubernetes;

/// <summary>What a kustomization names is there, and what is there is named.</summary>
public sealed class KustomizationTests
{
    // 0.1.0+746133: the commit behind the plus is not part of a tag.
    private static readonly string Version =
        typeof(ApiOptions).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    private static readonly string[] Kinds =
        ["kustomize.config.k8s.io/v1beta1 Kustomization", "kustomize.config.k8s.io/v1alpha1 Component"];

    public static TheoryData<string> Folders => [.. KubernetesFolder.Kustomizations.Keys];

    public static TheoryData<string> Overlays => [.. Manifests.Overlays];

    [Theory]
    [MemberData(nameof(Folders))]
    public void Files_OfAFolder_AreThoseThatAreNamed(string folder)
    {
        var kustomization = KubernetesFolder.Kustomizations[folder];
        var named = kustomization.Resources.Where(resource => !IsFolder(resource))
            .Concat(kustomization.Patches.Select(patch => patch.Path));
        var there = Directory.GetFileSystemEntries(Path.Combine(KubernetesFolder.Root, folder)).Select(entry => Path.GetFileName(entry)!);

        Assert.Equal(there.Order(StringComparer.Ordinal), named.Append(KubernetesFolder.KustomizationFile).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Folders_ThatAreNamed_AreOfTheRightKind(string folder)
    {
        var kustomization = KubernetesFolder.Kustomizations[folder];

        Assert.Contains($"{kustomization.ApiVersion} {kustomization.Kind}", Kinds);
        Assert.Equal(folder.StartsWith("components/", StringComparison.Ordinal) ? "Component" : "Kustomization", kustomization.Kind);
        Assert.All(
            kustomization.Resources.Where(IsFolder),
            resource => Assert.Equal("Kustomization", KubernetesFolder.Kustomizations[Resolve(folder, resource)].Kind));
        Assert.All(
            kustomization.Components,
            component => Assert.Equal("Component", KubernetesFolder.Kustomizations[Resolve(folder, component)].Kind));
    }

    [Fact]
    public void Files_OutsideOfKustomizations_AreNone()
    {
        var folders = KubernetesFolder.ObjectFiles
            .Select(file => Path.GetRelativePath(KubernetesFolder.Root, Path.GetDirectoryName(file)!).Replace('\\', '/'));

        Assert.All(folders, folder => Assert.Contains(folder, KubernetesFolder.Kustomizations.Keys));
    }

    // Patches too: each is an object of its kind with some of its fields.
    [Fact]
    public void Files_AreReadStrictly() =>
        Assert.All(KubernetesFolder.ObjectFiles, file => Assert.NotEmpty(StrictYaml.Objects(File.ReadAllText(file))));

    // A patch of something that is not there stops kustomize only when its component is used.
    [Fact]
    public void Patches_ChangeObjectsThatAreThere()
    {
        var names = Names(Manifests.Of(Manifests.Files).Objects).ToArray();
        var patches = KubernetesFolder.Kustomizations
            .SelectMany(item => item.Value.Patches, (item, patch) => Path.Combine(KubernetesFolder.Root, item.Key, patch.Path));

        Assert.All(patches, patch => Assert.All(Names(StrictYaml.Objects(File.ReadAllText(patch))), name => Assert.Contains(name, names)));
    }

    [Fact]
    public void Names_OfAKind_AreUnique() => Assert.Distinct(Names(Manifests.Of(Manifests.Files).Objects));

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Overlay_NamesTheVersionOfTheProduct(string overlay)
    {
        var kustomization = KubernetesFolder.Kustomizations[$"overlays/{overlay}"];

        Assert.All(kustomization.Images, image => Assert.Equal(Version, image.NewTag));
        Assert.Equal(Version, kustomization.Labels.Single().Pairs["app.kubernetes.io/version"]);
        Assert.True(kustomization.Labels.Single().IncludeTemplates);
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Overlay_Rendered_HasImagesLabelsAndNamespaceEverywhere(string overlay)
    {
        var rendered = Manifests.Of(overlay);
        var space = rendered.All<V1Namespace>().Single().Name();

        Assert.All(
            rendered.Objects.Cast<IMetadata<V1ObjectMeta>>().Where(item => item is not V1Namespace),
            item => Assert.Equal(space, item.Namespace()));
        Assert.All(rendered.Objects.Cast<IMetadata<V1ObjectMeta>>(), item => Assert.Equal(
            ("aegis", Version),
            (item.Metadata.Labels["app.kubernetes.io/part-of"], item.Metadata.Labels["app.kubernetes.io/version"])));
        Assert.All(
            rendered.All<V1Deployment>().SelectMany(deployment => deployment.Spec.Template.Spec.Containers),
            container => Assert.EndsWith(":" + Version, container.Image, StringComparison.Ordinal));
    }

    private static bool IsFolder(string resource) => !resource.EndsWith(".yaml", StringComparison.Ordinal);

    private static string Resolve(string folder, string resource) =>
        Path.GetRelativePath(KubernetesFolder.Root, Path.GetFullPath(Path.Combine(KubernetesFolder.Root, folder, resource)))
            .Replace('\\', '/');

    private static IEnumerable<string> Names(IEnumerable<object> objects) =>
        objects.Select(item => $"{item.GetType().Name} {((IMetadata<V1ObjectMeta>)item).Name()}");
}
