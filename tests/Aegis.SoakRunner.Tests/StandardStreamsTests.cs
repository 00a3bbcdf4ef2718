using System.Diagnostics;
using Aegis.SoakRunner.Run;
using Aegis.Testing.Processes;

namespace Aegis.SoakRunner.Tests;

/// <summary>Commands whose standard streams are closed or full, or whose environment is wrong, as processes.</summary>
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

    // The framework would listen on every address.
    [Theory]
    [InlineData("ASPNETCORE_URLS", "urls (--urls, ASPNETCORE_URLS or Urls of a settings file)")]
    [InlineData("Kestrel__Endpoints__Main__Url", "Kestrel:Endpoints:Main:Url")]
    public async Task Serve_OnAMistypedHost_NamesTheKeyAndTheHost(string variable, string key)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a shell");
        await using var runner = Start("serve", $"{variable}=http://locahost:0");

        Assert.Equal((int)ExitCode.WrongUsage, await runner.ExitCodeAsync());
        Assert.Contains($"{key} must be like http://127.0.0.1:8181", runner.Output, StringComparison.Ordinal);
        Assert.Contains("'http://locahost:0' has the host locahost", runner.Output, StringComparison.Ordinal);
    }

    private static ServerProcess Start(string line, string variable = "A=a") => ServerProcess.Start(new ProcessStartInfo(
        "sh", ["-c", $"{variable} exec dotnet \"$0\" {line}", Path.Combine(AppContext.BaseDirectory, "Aegis.SoakRunner.dll")]));
}
