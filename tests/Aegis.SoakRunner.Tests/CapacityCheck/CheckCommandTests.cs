using Aegis.SoakRunner.Run;

namespace Aegis.SoakRunner.Tests.CapacityCheck;

/// <summary>The planner and its check, from the arguments of the soak runner to its exit code.</summary>
public sealed class CheckCommandTests
{
    [Theory]
    [InlineData]
    [InlineData("--rate", "0/s")]
    [InlineData("--rate", "10/s", "--objective", "p99=1ms")]
    [InlineData("check", "--seconds", "0")]
    [InlineData("check", "--rounds", "0")]
    [InlineData("check", "--run-times", "no-such-file.json")]
    public async Task Run_WrongUsage_SaysSo(params string[] args) =>
        Assert.Equal((int)ExitCode.WrongUsage, await SoakCommand.RunAsync(["capacity", .. args]));

    [Theory]
    [InlineData("10/s", (int)ExitCode.Pass)]
    [InlineData("5000/s", (int)ExitCode.Fail)]
    public async Task Run_OneReplica_EndsWithTheVerdict(string rate, int code) =>
        Assert.Equal(code, await SoakCommand.RunAsync(["capacity", "--rate", rate, "--replicas", "1"]));
}
