using System.ComponentModel;
using System.Diagnostics;

namespace Aegis.EmbeddingServer.Tests.Clients;

/// <summary>
/// The clients of npm, in tests/clients/node, against the running server. They need Node, and <c>npm ci</c> in that folder.
/// </summary>
public sealed class NodeClientTests(RealModelServer fixture) : IClassFixture<RealModelServer>
{
    private static readonly string Folder = Repository.File("tests", "clients", "node");

    [Theory]
    [InlineData("openai.test.mjs")]
    [InlineData("langchain.test.mjs")]
    public async Task Run_TheClientsTests_AllPass(string file)
    {
        Assert.SkipUnless(await NodeIsThereAsync(), "The JavaScript clients were not tested: there is no Node.js on this machine");
        Assert.SkipUnless(
            Directory.Exists(Path.Combine(Folder, "node_modules")),
            "The JavaScript clients were not tested: run 'npm ci' in tests/clients/node first");
        await using var busy = await BusyServer.StartAsync();

        var (exitCode, output) = await RunAsync(
            ["--test", file],
            ("AEGIS_BASE_URL", BaseUrl(fixture.Server.Address)),
            ("AEGIS_BUSY_BASE_URL", BaseUrl(busy.Address)),
            ("AEGIS_REFERENCE_VECTORS", Path.Combine(AppContext.BaseDirectory, "Data", "reference-vectors.fp32.json")));

        Assert.True(exitCode == 0, output);
        Assert.True(busy.Refused > 0);
    }

    private static string BaseUrl(Uri server) => new Uri(server, "v1").ToString();

    private static async Task<bool> NodeIsThereAsync()
    {
        try
        {
            return (await RunAsync(["--version"])).ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string[] args, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("node", args)
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Deadline.Wait);
        return (process.ExitCode, await output + await errors);
    }
}
