using System.Diagnostics;
using System.Net.Sockets;

namespace Aegis.EmbeddingServer.Tests.Processes;

/// <summary>Standard input, output and error that are closed, full, or open for the other direction only.</summary>
public sealed class StandardStreamsTests
{
    private const StringSplitOptions NoEmpty = StringSplitOptions.RemoveEmptyEntries;

    [Theory]
    [InlineData(2, "embed: standard input is closed; --input FILE names the lines to read", "dotnet \"$@\" <&-", "embed")]
    [InlineData(2, "embed: standard input is closed", "dotnet \"$@\" <&- >&-", "embed", "--input", "-")]
    [InlineData(1, "embed: the input could not be read", "dotnet \"$@\" </", "embed")]
    [InlineData(1, "embed: the input could not be read", "dotnet \"$@\" 0>/dev/null", "embed")]
    [InlineData(2, "embed: standard output is closed; --output FILE names", "echo hello | dotnet \"$@\" >&-", "embed")]
    [InlineData(1, "embed: the output could not be written", "echo hello | dotnet \"$@\" 1</dev/null", "embed")]
    [InlineData(1, "(TMPDIR) cannot hold one", "echo hello | TMPDIR=/no/such/folder dotnet \"$@\"", "embed", "--format", "npy")]
    [InlineData(1, "the output could not be written: it is closed", "dotnet \"$@\" >&-", "model", "inspect")]
    [InlineData(1, "the output could not be written: it is closed", "dotnet \"$@\" <&- >&-", "model", "inspect")]
    [InlineData(1, "the output could not be written: ", "dotnet \"$@\" >/dev/full", "--version")]
    [InlineData(1, "the output could not be written: ", "dotnet \"$@\" >/dev/full", "model", "--help")]
    [InlineData(2, "", "dotnet \"$@\" >/dev/null 2>&-", "model", "nonsense")]
    [InlineData(2, "", "dotnet \"$@\" 2>/dev/full", "serve", "nonsense")]
    [InlineData(2, "", "dotnet \"$@\" <&- >&- 2>&-", "embed")]
    public async Task Command_StreamThatIsNotOpen_SaysSoAndEnds(int exitCode, string expected, string line, params string[] args)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs a shell and /dev/full");

        var (code, errors) = await Tool.RunInShellAsync(line, args);

        Assert.Equal(exitCode, code);
        Assert.Contains(expected, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("echo a | dotnet \"$@\"; echo b; echo c | dotnet \"$@\"", "")]
    [InlineData("echo a | dotnet \"$@\"; echo b; echo c | dotnet \"$@\"", "--input - --output -")]
    [InlineData("echo a | dotnet \"$@\" | cat; echo b; echo c | dotnet \"$@\" | cat", "")]
    public async Task Embed_OutputThatOthersWriteToo_KeepsEveryLine(string line, string options)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a shell");
        using var model = new TinyModel().Write();
        using var folder = new TempFolder();
        string[] args = ["embed", "--model", model.Path, "--Aegis:Model:StateDirectory=", .. options.Split(' ', NoEmpty)];

        var (exitCode, errors) = await Tool.RunInShellAsync($"({line}) > {folder.File("out")}", args);

        Assert.True(exitCode == 0, errors);
        var lines = await File.ReadAllLinesAsync(folder.File("out"), TestContext.Current.CancellationToken);
        Assert.Collection(
            lines,
            first => Assert.StartsWith("{\"index\":0,", first, StringComparison.Ordinal),
            second => Assert.Equal("b", second),
            third => Assert.StartsWith("{\"index\":0,", third, StringComparison.Ordinal));
    }

    // The runtime gives the closed descriptors to the pipe of its own signals: a log line there would be read as signals.
    [Theory]
    [InlineData("<&- >&-", "it is closed")]
    [InlineData(">/dev/full", "")]
    public async Task Server_OutputThatCannotBeWritten_ServesAndSaysThatLinesAreLost(string redirections, string reason)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs a shell and /dev/full");
        var dll = Path.Combine(AppContext.BaseDirectory, "Aegis.EmbeddingServer.dll");
        // No line has the address.
        using var folder = new TempFolder();
        var socket = folder.File("aegis.sock");
        string[] settings = [$"--urls=http://unix:{socket}", "--Aegis:Backend=deterministic"];
        await using var server = ServerProcess.Start(
            new ProcessStartInfo("sh", ["-c", $"exec dotnet \"$@\" {redirections}", "sh", dll, .. settings]));
        await Deadline.UntilAsync(() => File.Exists(socket));
        using var client = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellation) =>
            {
                var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await connection.ConnectAsync(new UnixDomainSocketEndPoint(socket), cancellation);
                return new NetworkStream(connection, ownsSocket: true);
            },
        });
        Assert.Equal("Healthy", await client.GetStringAsync(new Uri("http://localhost/alive"), TestContext.Current.CancellationToken));
        await Deadline.UntilAsync(
            () => server.Output.Contains($"lines on standard output are lost: {reason}", StringComparison.Ordinal));

        server.Terminate();

        Assert.Equal(0, await server.ExitCodeAsync());
    }
}
