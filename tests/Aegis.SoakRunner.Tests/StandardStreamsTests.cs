using System.Diagnostics;
using Aegis.SoakRunner.Run;
using Aegis.Testing.Processes;

namespace Aegis.SoakRunner.Tests;

/// <summary>Commands whose standard output or error is closed or full, as processes.</summary>
public sealed class StandardStreamsTests
{
    [Theory]
    [InlineData("the output could not be written: it is closed", "profiles >&-")]
    [InlineData("the output could not be written: it is closed", "profiles <&- >&-")]
    [InlineData("the output could not be written: ", "capacity --rate 10 >/dev/full")]
    [InlineData("the output could not be written: ", "--help >/dev/full")]
    [InlineData("", "compare no-such-folder nor-this 2>&-")]
    public async Task Command_StreamThatIsNotOpen_SaysSoAndEnds(string expected, string line)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs a shell and /dev/full");
        await using var runner = Start(line);

        Assert.Equal((int)ExitCode.WrongUsage, await runner.ExitCodeAsync());
        Assert.Contains(expected, runner.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", runner.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Logging__LogLevel__Default=warn", "run --target http://127.0.0.1:1")]
    [InlineData("Logging__Console__LogLevel__Default=warn", "serve --urls http://127.0.0.1:0")]
    public async Task Command_WrongLevel_NamesTheKey(string variable, string line)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a shell");
        await using var runner = Start(line, variable);

        Assert.Equal((int)ExitCode.WrongUsage, await runner.ExitCodeAsync());
        Assert.Contains("LogLevel:Default must be Trace, Debug,", runner.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", runner.Output, StringComparison.Ordinal);
    }

    private static ServerProcess Start(string line, string variable = "A=a") => ServerProcess.Start(new ProcessStartInfo(
        "sh", ["-c", $"{variable} exec dotnet \"$0\" {line}", Path.Combine(AppContext.BaseDirectory, "Aegis.SoakRunner.dll")]));
}
