namespace Aegis.EmbeddingServer.Tests.Processes;

public sealed class OpenFilesTests
{
    [Fact]
    public async Task Server_MoreConnectionsThanOpenFiles_ClosesTheNewOnesWithAWarning()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs a shell and ulimit");
        await using var server = ManyConnections.StartLimited(
            "Aegis.EmbeddingServer.dll", "--urls=http://127.0.0.1:0", "--Aegis:Backend=deterministic");

        await ManyConnections.CheckAsync(server);
    }
}
