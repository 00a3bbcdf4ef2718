using System.Globalization;
using System.Text.Json.Nodes;
using Aegis.Deployment.Tests.Support;

namespace Aegis.Deployment.Tests.Container;

/// <summary>
/// What the SDK would build an image with (dotnet publish -t:PublishContainer): the project's own properties, up to the point
/// where a registry is asked.
/// </summary>
public sealed class ImagePropertyTests(ImagePropertyTests.Evaluation evaluation) : IClassFixture<ImagePropertyTests.Evaluation>
{
    private static readonly string Port = EmbeddingServerHost.DefaultPort.ToString(CultureInfo.InvariantCulture);

    [Fact]
    public void User_IsThatOfTheDockerfile() => Assert.Equal(Dockerfile.One("USER"), evaluation.Property("ContainerUser"));

    [Fact]
    public void Base_IsThatOfTheDockerfile() => Assert.Equal(Dockerfile.One("FROM"), evaluation.Property("ContainerBaseImage"));

    [Fact]
    public void Port_IsTheServers()
    {
        Assert.Equal([Port], evaluation.Items("ContainerPort").Keys);
        Assert.Equal(Port, evaluation.Items("ContainerEnvironmentVariable")["ASPNETCORE_HTTP_PORTS"]);
    }

    [Fact]
    public void Tag_IsTheVersion() => Assert.Equal(
        ("aegis", evaluation.Property("Version")),
        (evaluation.Property("ContainerRepository"), evaluation.Property("ContainerImageTag")));

    [Fact]
    public void Labels_OfOci_SayWhatItIs()
    {
        var labels = evaluation.Items("ContainerLabel");

        Assert.All(["title", "description", "licenses", "version"], name => Assert.NotEmpty(labels[$"org.opencontainers.image.{name}"]));
        Assert.Equal("https://example.org/aegis", labels["org.opencontainers.image.source"]);
    }

    [Fact]
    public void Model_IsInside() =>
        Assert.Contains(evaluation.Items("Content").Keys, file => file.EndsWith("model.onnx", StringComparison.Ordinal));

    // What deploy/kubernetes/components/gateway runs.
    [Fact]
    public async Task Gateway_HasAnImageLikeTheServers()
    {
        var gateway = await EvaluateAsync(
            "Aegis.Gateway",
            "-getProperty:ContainerUser,ContainerRepository",
            "-getItem:ContainerPort,ContainerEnvironmentVariable");

        Assert.Equal("aegis-gateway", gateway["Properties"]!["ContainerRepository"]!.GetValue<string>());
        Assert.Equal(evaluation.Property("ContainerUser"), gateway["Properties"]!["ContainerUser"]!.GetValue<string>());
        Assert.Equal(Port, gateway["Items"]!["ContainerPort"]!.AsArray().Single()!["Identity"]!.GetValue<string>());
        Assert.Contains(
            gateway["Items"]!["ContainerEnvironmentVariable"]!.AsArray(),
            variable => variable!["Value"]!.GetValue<string>() == Port);
    }

    private static async Task<JsonNode> EvaluateAsync(string project, params string[] options)
    {
        var (exitCode, output) = await Tool.RunAsync(
            "dotnet",
            ["msbuild", Repository.File(project, project + ".csproj"), "-nologo", .. options]);
        Assert.True(exitCode == 0, output);
        return JsonNode.Parse(output)!;
    }

    public sealed class Evaluation : IAsyncLifetime
    {
        private JsonNode _evaluated = new JsonObject();

        public string Property(string name) => _evaluated["Properties"]![name]!.GetValue<string>();

        /// <summary>Items by identity, with their value where they have one.</summary>
        public Dictionary<string, string> Items(string name) => _evaluated["Items"]![name]!.AsArray()
            .ToDictionary(item => item!["Identity"]!.GetValue<string>(), item => item!["Value"]?.GetValue<string>() ?? string.Empty);

        public async ValueTask InitializeAsync() => _evaluated = await EvaluateAsync(
            "Aegis.EmbeddingServer",
            "-t:ComputeContainerConfig",
            "-p:SelfContained=true",
            "-p:RepositoryUrl=https://example.org/aegis",
            "-getProperty:ContainerUser,ContainerBaseImage,ContainerRepository,ContainerImageTag,Version",
            "-getItem:ContainerPort,ContainerEnvironmentVariable,ContainerLabel,Content");

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
