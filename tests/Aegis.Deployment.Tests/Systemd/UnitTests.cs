using System.Globalization;
using Aegis.Deployment.Tests.Support;
using Microsoft.Extensions.Configuration;

namespace Aegis.Deployment.Tests.Systemd;

/// <summary>The unit fits the code, and systemd understands it and finds it hardened.</summary>
public sealed class UnitTests
{
    /// <summary>In tenths, as systemd-analyze takes it: 0 is the least exposed, 100 the most.</summary>
    private const string MostExposure = "20";

    private const string Program = "/opt/aegis/aegis";

    /// <summary>For the model to be taken down after the web server.</summary>
    private static readonly TimeSpan TakeDown = TimeSpan.FromSeconds(2);

    [Fact]
    public void StopTimeout_FitsTheDrain() => Assert.True(Seconds("TimeoutStopSec") >= EmbeddingServerHost.ShutdownTime + TakeDown);

    [Fact]
    public void Environment_HoldsSettingsThatTheServerKnows()
    {
        var settings = UnitFile.All("Environment").Where(setting => setting.StartsWith("Aegis__", StringComparison.Ordinal))
            .Select(setting => setting.Split('=', 2))
            .Select(parts => KeyValuePair.Create(parts[0].Replace("__", ":", StringComparison.Ordinal), (string?)parts[1]));
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();

        var options = AegisOptions.Read(configuration);

        Assert.True(options.Model.ExitOnFailure);
        Assert.Equal("%S/aegis", options.Model.StateDirectory);
        Assert.Equal("aegis", UnitFile.One("StateDirectory"));
    }

    [Theory]
    [InlineData("Type", "notify")]
    [InlineData("DynamicUser", "yes")]
    [InlineData("NoNewPrivileges", "yes")]
    [InlineData("ProtectSystem", "strict")]
    [InlineData("PrivateTmp", "yes")]
    [InlineData("CapabilityBoundingSet", "")]
    [InlineData("Restart", "on-failure")]
    [InlineData("RestartPreventExitStatus", "2")]
    [InlineData("ExecStart", Program)]
    public void Directive_OfTheUnit_IsWhatItMustBe(string directive, string value) => Assert.Equal(value, UnitFile.One(directive));

    [Fact]
    public void Memory_OfTheUnit_IsLimited() => Assert.NotEmpty(UnitFile.One("MemoryMax"));

    [Fact]
    public async Task Verify_OfSystemd_FindsNothing()
    {
        using var folder = new UnitCopy(Program);
        var (exitCode, output) = await AnalyzeAsync("verify", "--man=no", "--recursive-errors=no", folder.Path);

        Assert.Equal((0, string.Empty), (exitCode, output));
    }

    [Fact]
    public async Task Security_OfSystemd_IsUnderTheThreshold()
    {
        using var folder = new UnitCopy(Program);
        var (exitCode, output) = await AnalyzeAsync("security", "--offline=true", $"--threshold={MostExposure}", "--no-pager", folder.Path);

        Assert.True(exitCode == 0, output);
    }

    private static Task<(int ExitCode, string Output)> AnalyzeAsync(params string[] arguments)
    {
        Assert.SkipUnless(Tool.IsThere("systemd-analyze"), "systemd is not here");
        return Tool.RunAsync("systemd-analyze", arguments);
    }

    private static TimeSpan Seconds(string directive) =>
        TimeSpan.FromSeconds(int.Parse(UnitFile.One(directive).TrimEnd('s'), CultureInfo.InvariantCulture));

    /// <summary>The unit with a program that is there: systemd looks.</summary>
    private sealed class UnitCopy : IDisposable
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("aegis-unit-").FullName;

        public UnitCopy(string program)
        {
            var text = UnitFile.Text.Replace($"ExecStart={program}", $"ExecStart={Environment.ProcessPath}", StringComparison.Ordinal);
            Path = System.IO.Path.Combine(_folder, UnitFile.Name);
            File.WriteAllText(Path, text);
        }

        public string Path { get; }

        public void Dispose() => Directory.Delete(_folder, recursive: true);
    }
}
