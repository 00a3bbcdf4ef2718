namespace Aegis.Gateway.Tests.Hosting;

public sealed class OpenFilesTests
{
    [Fact]
    public async Task Gateway_MoreConnectionsThanOpenFiles_ClosesTheNewOnesWithAWarning()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs a shell and ulimit");
        await using var gateway = ManyConnections.StartLimited(
            "Aegis.Gateway.dll", "--urls=http://127.0.0.1:0", "--Aegis:Gateway:Servers=http://127.0.0.1:1");

        await ManyConnections.CheckAsync(gateway);
    }
}
