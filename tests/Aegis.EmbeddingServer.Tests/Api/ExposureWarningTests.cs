using Aegis.EmbeddingServer.Api;
using Aegis.EmbeddingServer.Tests.Support;

namespace Aegis.EmbeddingServer.Tests.Api;

public sealed class ExposureWarningTests
{
    [Theory]
    [InlineData("http://127.0.0.1:8181", true)]
    [InlineData("http://127.1.2.3:8181", true)]
    [InlineData("http://[::1]:8181", true)]
    [InlineData("http://localhost:8181", true)]
    [InlineData("https://LOCALHOST", true)]
    [InlineData("http://unix:/run/aegis.sock", true)]
    [InlineData("http://0.0.0.0:8181", false)]
    [InlineData("http://[::]:8181", false)]
    [InlineData("http://*:8181", false)]
    [InlineData("http://+:8181", false)]
    [InlineData("http://192.168.1.5:8181", false)]
    [InlineData("http://embeddings.example:80", false)]
    public void IsLocal_Address_IsOneThatOnlyThisMachineReaches(string address, bool local) =>
        Assert.Equal(local, ExposureWarning.IsLocal(address));

    [Theory]
    [InlineData("http://0.0.0.0:0", "Aegis:Enabled=true", true)]
    [InlineData("http://0.0.0.0:0", "Aegis:Api:Keys=a-key", false)]
    [InlineData("http://127.0.0.1:0", "Aegis:Enabled=true", false)]
    public async Task Start_OnAnAddress_WarnsOnceWhereAnybodyCanCall(string url, string setting, bool warns)
    {
        await using var server = ServerProcess.Start(new Dictionary<string, string?>(), $"--urls={url}", "--Aegis:Backend=deterministic", $"--{setting}");
        await server.AddressAsync();
        await Deadline.UntilAsync(() => server.Output.Contains("Application started", StringComparison.Ordinal));
        server.Terminate();
        await server.ExitCodeAsync();

        Assert.Equal(warns ? 2 : 1, server.Output.Split("without keys").Length);
    }
}
