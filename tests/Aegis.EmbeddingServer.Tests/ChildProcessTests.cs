using System.Diagnostics;

namespace Aegis.EmbeddingServer.Tests;

/// <summary>How tests start programs that they send signals to.</summary>
public sealed class ChildProcessTests
{
    // A parent of its own, because what this process ignores would reach the children of all tests.
    [Fact]
    public async Task Start_ByAParentThatIgnoresInterrupts_IsInterrupted()
    {
        var child = ChildProcess.WithDefaultSignals(new ProcessStartInfo("sh", ["-c", "echo ready; exec sleep 300"]));
        Assert.SkipWhen(child.FileName == "sh", "the env of this machine cannot reset signals");
        string[] parent = ["-c", "trap '' INT; exec \"$@\"", "sh", child.FileName, .. child.ArgumentList];
        using var process = Process.Start(
            new ProcessStartInfo("sh", parent) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Assert.Equal("ready", await process.StandardOutput.ReadLineAsync());

        Signal.Interrupt(process);
        var (exitCode, _, _) = await ChildProcess.EndAsync(process);

        Assert.Equal(130, exitCode);
    }

    [Fact]
    public async Task ExitCode_OfAChildThatStays_TellsWhatItWrote()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no sh");
        await using var process = ServerProcess.Start(new ProcessStartInfo("sh", ["-c", "echo still here; exec sleep 300"]));
        await Deadline.UntilAsync(() => process.Output.Length > 0);

        var error = await Assert.ThrowsAsync<TimeoutException>(() => process.ExitCodeAsync(TimeSpan.Zero));

        Assert.Contains("still runs", error.Message, StringComparison.Ordinal);
        Assert.Contains("still here", error.Message, StringComparison.Ordinal);
    }
}
