using System.Net;

namespace Aegis.EmbeddingServer.Tests;

/// <summary>What only a process of its own can show.</summary>
public sealed class ServerProcessTests
{
    private const string FreePort = "--urls=http://127.0.0.1:0";

    private static readonly Dictionary<string, string?> SameEnvironment = [];

    [Fact]
    public async Task Server_WithAFreshHome_LeavesNothingOfOnnxRuntimeThere()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "SIGTERM and HOME are Unix's");
        using var home = new TempFolder();
        var environment = new Dictionary<string, string?>
        {
            ["HOME"] = home.Path,
            ["XDG_CACHE_HOME"] = null,
            ["ORT_DISABLE_TELEMETRY"] = null,
        };
        await using (var server = ServerProcess.Start(environment, FreePort))
        {
            using var client = new HttpClient { BaseAddress = await server.AddressAsync() };
            await ReadyAsync(client);
            await EmbeddingsCaller.VectorsAsync(client, new { input = "hello" });
            server.Terminate();

            Assert.Equal(0, await server.ExitCodeAsync());
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(home.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Start_WrongConfiguration_StopsWithOneMessageThatNamesEveryKey()
    {
        await using var server = ServerProcess.Start(
            new Dictionary<string, string?> { ["Aegis__Execution__Workers"] = "many", ["Aegis__Typo"] = "1" },
            FreePort,
            "--Aegis:Backend=gpu");

        Assert.Equal(2, await server.ExitCodeAsync());
        Assert.All(
            ["Aegis:Execution:Workers", "Aegis:Typo", "Aegis:Backend"],
            key => Assert.Contains(key, server.Output, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", server.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_OnAPortInUse_SaysSoWithoutAStack()
    {
        await using var first = ServerProcess.Start(SameEnvironment, FreePort, "--Aegis:Backend=deterministic");
        var address = await first.AddressAsync();
        await using var second = ServerProcess.Start(SameEnvironment, $"--urls={address}", "--Aegis:Backend=deterministic");

        Assert.Equal(2, await second.ExitCodeAsync());
        AssertOneMessage(second);
    }

    [Theory]
    [InlineData("--urls=nonsense")]
    [InlineData("--urls=http://127.0.0.1:99999")]
    [InlineData("--urls=http://203.0.113.1:18190")]
    [InlineData("--Kestrel:Endpoints:Https:Url=https://127.0.0.1:0 --Kestrel:Certificates:Default:Path=/no/such.pfx")]
    [InlineData("--Logging:LogLevel:Default=Foo")]
    public async Task Start_WithASettingThatTheFrameworkRefuses_SaysSoWithoutAStack(string settings)
    {
        await using var server = ServerProcess.Start(SameEnvironment, [.. settings.Split(' '), "--Aegis:Backend=deterministic"]);

        Assert.Equal(2, await server.ExitCodeAsync());
        AssertOneMessage(server);
    }

    // The framework would listen on every address.
    [Theory]
    [InlineData("ASPNETCORE_URLS", "urls (--urls, ASPNETCORE_URLS or Urls of a settings file)")]
    [InlineData("URLS", "urls (--urls, ASPNETCORE_URLS or Urls of a settings file)")]
    [InlineData("Kestrel__Endpoints__Main__Url", "Kestrel:Endpoints:Main:Url")]
    public async Task Start_OnAMistypedHost_NamesTheKeyAndTheHost(string variable, string key)
    {
        var environment = new Dictionary<string, string?> { [variable] = "http://locahost:0" };
        await using var server = ServerProcess.Start(environment, "--Aegis:Backend=deterministic");

        Assert.Equal(2, await server.ExitCodeAsync());
        AssertOneMessage(server);
        Assert.Contains($"{key} must be like http://127.0.0.1:8181", server.Output, StringComparison.Ordinal);
        Assert.Contains("'http://locahost:0' has the host locahost", server.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_ModelMissingWithExitOnFailure_EndsWithCode1()
    {
        await using var server = ServerProcess.Start(
            SameEnvironment, FreePort, "--Aegis:Model:Directory=/no/such/model", "--Aegis:Model:ExitOnFailure=true");

        Assert.Equal(1, await server.ExitCodeAsync());
        Assert.Contains("/no/such/model", server.Output, StringComparison.Ordinal);
    }

    private static void AssertOneMessage(ServerProcess server)
    {
        Assert.Contains("The configuration is wrong", server.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", server.Output, StringComparison.Ordinal);
    }

    internal static Task ReadyAsync(HttpClient client) =>
        Deadline.UntilAsync(async () => (await client.GetAsync("/health")).StatusCode == HttpStatusCode.OK);
}
