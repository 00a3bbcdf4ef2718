using System.Net;
using System.Net.Sockets;
using Aegis.Testing.Models;

namespace Aegis.Gateway.Tests.Distributed;

/// <summary>Server, gateway and soak runner whose standard output is a pipe that nobody reads.</summary>
public sealed class UnreadOutputTests
{
    private const string Server = "Aegis.EmbeddingServer.dll --urls=URL --Aegis:Backend=deterministic";
    private const string Gateway = "Aegis.Gateway.dll --urls=URL --Aegis:Gateway:Servers=http://127.0.0.1:1";
    private const string Page = "Aegis.SoakRunner.dll serve --urls URL --target http://127.0.0.1:1";

    [Theory]
    [InlineData(Server, "", "")]
    [InlineData(Server, "Logging__Console__FormatterName=systemd Logging__Console__LogToStandardErrorThreshold=Trace", "2>&1")]
    [InlineData(Gateway, "", "")]
    [InlineData(Page, "", "")]
    public async Task Service_LogThatNobodyReads_AnswersAndStops(string command, string variables, string redirections)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a shell");
        await using var service = await UnreadService.StartAsync(command, variables, redirections);

        await service.FillAsync();

        Assert.Equal(0, await service.TerminateAsync());
    }

    [Theory]
    [InlineData(Server, "Logging__Console__FormatterName=json Logging__Console__QueueFullMode=Wait")]
    [InlineData(Gateway, "Logging__Console__MaxQueueLength=1")]
    [InlineData(Page, "")]
    public async Task Service_LogThatIsReadAgain_SaysHowManyLinesAreDroppedAndGoesOn(string command, string variables)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a shell");
        await using var service = await UnreadService.StartAsync(command, variables, redirections: "");
        await service.FillAsync();

        var log = service.Read();
        await Deadline.UntilAsync(() => service.Errors.Contains("lines on standard output are dropped", StringComparison.Ordinal));
        await service.AskAsync("read-again");

        await Deadline.UntilAsync(() => log.ToString().Contains("read-again", StringComparison.Ordinal));
        Assert.Matches("^[1-9][0-9]* lines on standard output are dropped: its reader is too slow", service.Errors);
        Assert.Equal(0, await service.TerminateAsync());
    }

    [Fact]
    public async Task Run_ProgressThatNobodyReads_ReachesTheTargetAndEnds()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a shell");
        using var output = new TempFolder();
        using var target = new TcpListener(IPAddress.Loopback, 0);
        target.Start();
        using var runner = UnreadService.StartProgram(
            "A=a", $"Aegis.SoakRunner.dll run --target http://{target.LocalEndpoint} --output {output.Path}");
        var errors = new OutputText(runner.StandardError);
        using var request = await target.AcceptTcpClientAsync().WaitAsync(Deadline.Wait);

        Signal.Terminate(runner);

        Assert.Equal(5, await ChildProcess.ExitCodeAsync(runner, Deadline.Wait, errors.ToString));
        await errors.Ended.WaitAsync(Deadline.Wait, TestContext.Current.CancellationToken);
        Assert.Contains("Stopped before the first request.", errors.ToString(), StringComparison.Ordinal);
    }
}
