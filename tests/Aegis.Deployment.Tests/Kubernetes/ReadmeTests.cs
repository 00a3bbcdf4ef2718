using System.Text.RegularExpressions;
using k8s.Models;

namespace Aegis.Deployment.Tests.Kubernetes;

/// <summary>deploy/kubernetes/README.md shows files that work, and names what is there.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(KubernetesFolder.Root, "README.md"));

    private static readonly string[] Blocks = [.. YamlBlock().Matches(Text).Select(match => match.Groups[1].Value)];

    [Fact]
    public void Kustomization_InTheText_IsReadStrictly()
    {
        var kustomization = StrictYaml.One<Kustomization>(
            Assert.Single(Blocks, block => block.Contains("kind: Kustomization", StringComparison.Ordinal)));

        Assert.Contains("overlays/" + Path.GetFileName(kustomization.Resources.Single()), KubernetesFolder.Kustomizations.Keys);
        Assert.Contains(kustomization.Images.Single().Name, Images());
    }

    [Fact]
    public void Patch_InTheText_HasSettingsOfTheServer()
    {
        var block = Assert.Single(Blocks, block => block.Contains("kind: Deployment", StringComparison.Ordinal));
        var patch = Assert.IsType<V1Deployment>(Assert.Single(StrictYaml.Objects(block)));
        var server = Manifests.Of(Manifests.Files).Server;
        var container = patch.Spec.Template.Spec.Containers.Single();

        Assert.Equal((server.Name(), server.Spec.Template.Spec.Containers.Single().Name), (patch.Name(), container.Name));
        Assert.NotNull(PodEnvironment.OfServer(container, secret: null).Model.Directory);
    }

    // | `base` | what it is |
    [Fact]
    public void Table_HasARowForEachFolder()
    {
        var rows = TableRow().Matches(Text).Select(match => match.Groups[1].Value);

        Assert.Equal(
            KubernetesFolder.Kustomizations.Keys.Append("examples").Order(StringComparer.Ordinal),
            rows.Order(StringComparer.Ordinal));
    }

    // kubectl apply -k deploy/kubernetes/overlays/one-node
    [Fact]
    public void Paths_InCommands_AreThere() => Assert.All(
        PathInCommand().Matches(Text).Select(match => Path.Combine(KubernetesFolder.Root, match.Groups[1].Value)),
        path => Assert.True(Path.Exists(path), path));

    private static IEnumerable<string> Images() =>
        Manifests.Of(Manifests.Files).All<V1Deployment>().SelectMany(deployment => deployment.Spec.Template.Spec.Containers)
            .Select(container => container.Image);

    [GeneratedRegex("```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex YamlBlock();

    [GeneratedRegex(@"^\| `([^`]+)` \|", RegexOptions.Multiline)]
    private static partial Regex TableRow();

    [GeneratedRegex("deploy/kubernetes/([^ \n]+)")]
    private static partial Regex PathInCommand();
}
