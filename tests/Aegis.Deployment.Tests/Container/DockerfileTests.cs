using System.Globalization;

namespace Aegis.Deployment.Tests.Container;

/// <summary>
/// The Dockerfile says of the server what the code says. No image is built here: that takes a container engine and a registry.
/// </summary>
public sealed class DockerfileTests
{
    private static readonly string[] Known = ["FROM", "ARG", "WORKDIR", "COPY", "RUN", "LABEL", "ENV", "EXPOSE", "USER", "ENTRYPOINT"];

    private static readonly string Port = EmbeddingServerHost.DefaultPort.ToString(CultureInfo.InvariantCulture);

    [Fact]
    public void Instructions_AreOnesThatDockerKnows() =>
        Assert.All(Dockerfile.Instructions, instruction => Assert.Contains(instruction.Name, Known));

    [Fact]
    public void Port_IsTheServers()
    {
        Assert.Equal(Port, Dockerfile.One("EXPOSE"));
        Assert.Contains($"ASPNETCORE_HTTP_PORTS={Port} ", Dockerfile.One("ENV"), StringComparison.Ordinal);
    }

    [Fact]
    public void User_IsANumberAndNotRoot() =>
        Assert.InRange(int.Parse(Dockerfile.One("USER"), CultureInfo.InvariantCulture), 1, int.MaxValue);

    [Fact]
    public void Sources_AreThereAndNotIgnored()
    {
        var kept = File.ReadAllLines(Repository.File(".dockerignore"))
            .Where(line => line.StartsWith('!'))
            .Select(line => line[1..])
            .ToArray();

        Assert.All(Dockerfile.Sources, source =>
        {
            Assert.True(Path.Exists(Repository.File(source.TrimEnd('/'))), source);
            Assert.Contains(kept, path => source.TrimEnd('/') == path || source.StartsWith(path + "/", StringComparison.Ordinal));
        });
    }

    // What the test of the release runs, too.
    [Fact]
    public void Build_IsThePublishScript() => Assert.Contains(
        Dockerfile.Instructions,
        instruction => instruction.Name == "RUN" && instruction.Arguments.StartsWith("eng/publish.sh ", StringComparison.Ordinal));

    [Theory]
    [InlineData("title")]
    [InlineData("description")]
    [InlineData("licenses")]
    [InlineData("version")]
    [InlineData("revision")]
    [InlineData("source")]
    public void Label_OfOci_IsThere(string name) =>
        Assert.Contains($"org.opencontainers.image.{name}=", Dockerfile.One("LABEL"), StringComparison.Ordinal);
}
