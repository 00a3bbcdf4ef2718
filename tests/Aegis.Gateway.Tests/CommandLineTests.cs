using Aegis.Gateway.Tests.Support;

namespace Aegis.Gateway.Tests;

/// <summary>The gateway as a process.</summary>
public sealed class CommandLineTests : IDisposable
{
    private const string Servers = "--Aegis:Gateway:Servers=http://127.0.0.1:8181";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aegis-test-");

    public static TheoryData<string, string> Questions => new()
    {
        { "--version", BuildIdentity.Line },
        { "--help", "--Aegis:Gateway:Servers=" },
        { "-h", "--config FILE" },
    };

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task Question_IsAnswered(string question, string said)
    {
        await using var gateway = Start(question);

        Assert.Equal(0, await gateway.ExitCodeAsync());
        Assert.Contains(said, gateway.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'--servers=http://127.0.0.1:8181' is not a setting", "--servers=http://127.0.0.1:8181")]
    [InlineData("'http://127.0.0.1:8181' is not a setting", "http://127.0.0.1:8181")]
    [InlineData("there is no file '/nowhere/aegis.json'", "--config=/nowhere/aegis.json")]
    [InlineData("Aegis:Gateway:Typo is not a setting", "--Aegis:Gateway:Typo=1")]
    [InlineData("Logging:LogLevel:Default must be Trace, Debug,", "--Logging:LogLevel:Default=warn", Servers)]
    [InlineData("Urls of a settings file) must be like http://127.0.0.1:8181", "--urls=http://127.0.0.1:0/path", Servers)]
    [InlineData("'http://locahost:0' has the host locahost, which is none of: localhost,", "--urls=http://locahost:0", Servers)]
    [InlineData("(Kestrel:Certificates:Default:Path is /no/such.pfx)",
        "--urls=https://127.0.0.1:0", "--Kestrel:Certificates:Default:Path=/no/such.pfx", Servers)]
    public async Task Mistake_IsNamedAndEndsTheStart(string said, params string[] arguments)
    {
        await using var gateway = Start(arguments);

        Assert.Equal(2, await gateway.ExitCodeAsync());
        Assert.Contains(said, gateway.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_OfSettings_IsRead()
    {
        await using var server = await StubServer.StartAsync("behind it");
        var file = Path.Combine(_folder.FullName, "gateway.json");
        await File.WriteAllTextAsync(
            file,
            $$"""{ "Aegis": { "Gateway": { "Servers": "{{server.Address.GetLeftPart(UriPartial.Authority)}}" } } }""");
        await using var gateway = Start($"--config={file}", "--urls=http://127.0.0.1:0");
        using var client = new HttpClient { BaseAddress = await gateway.AddressAsync() };

        Assert.Equal("behind it", await client.GetStringAsync(new Uri("/v1/models", UriKind.Relative)));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static ServerProcess Start(params string[] args) =>
        ServerProcess.StartProgram("Aegis.Gateway.dll", new Dictionary<string, string?>(), args);
}
