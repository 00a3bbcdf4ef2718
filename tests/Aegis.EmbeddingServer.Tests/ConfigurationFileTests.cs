using System.Text.Json;

namespace Aegis.EmbeddingServer.Tests;

/// <summary>Settings in a file of their own, as administrators keep them.</summary>
public sealed class ConfigurationFileTests : IDisposable
{
    private const string FreePort = "--urls=http://127.0.0.1:0";
    private const string Deterministic = """{ "Aegis": { "Backend": "deterministic", "Deterministic": { "Dimensions": 4 } } }""";

    private readonly TempFolder _folder = new();

    // The later one wins: file, environment, command line.
    [Theory]
    [InlineData(4, null)]
    [InlineData(5, "5")]
    [InlineData(6, null, "--Aegis:Deterministic:Dimensions=6")]
    [InlineData(6, "5", "--Aegis:Deterministic:Dimensions=6")]
    public async Task Setting_InFileEnvironmentAndCommandLine_TheLaterWins(
        int expected,
        string? ofEnvironment,
        params string[] ofCommandLine)
    {
        var environment = new Dictionary<string, string?> { ["Aegis__Deterministic__Dimensions"] = ofEnvironment };
        await using var server = ServerProcess.Start(environment, [$"--config={File(Deterministic)}", FreePort, .. ofCommandLine]);

        Assert.Equal(expected, await WidthAsync(server));
    }

    [Theory]
    [InlineData("--config", true)]
    [InlineData(null, false)]
    public async Task File_NamedByOptionOrVariable_IsRead(string? option, bool isOption)
    {
        var file = File(Deterministic);
        var environment = new Dictionary<string, string?> { ["AEGIS_CONFIG"] = isOption ? null : file };
        await using var server = ServerProcess.Start(environment, isOption ? [option!, file, FreePort] : [FreePort]);

        Assert.Equal(4, await WidthAsync(server));
    }

    [Fact]
    public async Task File_OfBothNames_IsThatOfTheCommandLine()
    {
        var environment = new Dictionary<string, string?> { ["AEGIS_CONFIG"] = "/no/such/file.json" };
        await using var server = ServerProcess.Start(environment, $"--config={File(Deterministic)}", FreePort);

        Assert.Equal(4, await WidthAsync(server));
    }

    [Theory]
    [InlineData("""{ "Urls": "http://locahost:0" }""")]
    [InlineData("""{ "Kestrel": { "Endpoints": { "Main": { "Url": "http://locahost:0" } } } }""")]
    public void File_WithAMistypedHostToListenOn_StopsTheStart(string content)
    {
        var failure = Assert.Throws<ConfigurationException>(() => EmbeddingServerHost.Build([$"--config={File(content)}"]));

        Assert.Contains("'http://locahost:0' has the host locahost", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Aegis__Backend=deterministic")]
    [InlineData("[1, 2]")]
    public async Task File_WithoutAJsonObject_StopsTheStartWithOneMessage(string content)
    {
        var file = File(content);
        await using var server = ServerProcess.Start(new Dictionary<string, string?>(), $"--config={file}", FreePort);

        await AssertRefusedAsync(server, file);
    }

    [Theory]
    [InlineData("missing.json")]
    [InlineData("")]
    public async Task File_ThatIsNotThere_StopsTheStartWithOneMessage(string name)
    {
        var path = name.Length == 0 ? _folder.Path : _folder.File(name);
        await using var server = ServerProcess.Start(new Dictionary<string, string?>(), $"--config={path}", FreePort);

        await AssertRefusedAsync(server, path);
    }

    [Fact]
    public async Task File_ForACommand_IsReadToo()
    {
        var result = await Tool.RunAsync("a text\n", "embed", $"--config={File(Deterministic)}");

        Assert.Equal(0, result.ExitCode);
        using var line = JsonDocument.Parse(result.Text);
        Assert.Equal(4, line.RootElement.GetProperty("embedding").GetArrayLength());
    }

    public void Dispose() => _folder.Dispose();

    // A name that begins with a dot is a name like any other.
    private string File(string content)
    {
        var path = _folder.File(".aegis.json");
        System.IO.File.WriteAllText(path, content);
        return path;
    }

    private static async Task<int> WidthAsync(ServerProcess server)
    {
        using var client = new HttpClient { BaseAddress = await server.AddressAsync() };
        await ServerProcessTests.ReadyAsync(client);
        return (await EmbeddingsCaller.VectorsAsync(client, new { input = "a" }))[0].Length;
    }

    private static async Task AssertRefusedAsync(ServerProcess server, string path)
    {
        Assert.Equal(2, await server.ExitCodeAsync());
        Assert.Contains(path, server.Output, StringComparison.Ordinal);
        Assert.Contains("--config", server.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", server.Output, StringComparison.Ordinal);
    }
}
