using System.Diagnostics;

namespace Aegis.EmbeddingServer.Tests.Commands;

/// <summary><c>model pull</c> as a process.</summary>
public sealed class PullCommandTests : IDisposable
{
    private static readonly string[] ProxyVariables =
    [
        "http_proxy", "https_proxy", "all_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY",
    ];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // The hub's name exists only for the proxy; the host for large files is one for which NO_PROXY says to do without.
    [Fact]
    public async Task Pull_HubBehindAProxy_LandsInModelsWithTheToken()
    {
        await using var hub = await FakeHub.StartAsync();
        using var process = Start(hub.Address, "http://hub.invalid", "model", "pull", "acme/tiny");

        var (exitCode, output, errors) = await ChildProcess.EndAsync(process);

        Assert.True(exitCode == 0, errors);
        var folder = output.Trim();
        Assert.EndsWith(Path.Combine("models", "tiny"), folder, StringComparison.Ordinal);
        ModelManifest.Read(Path.Combine(_folder.Path, "models", "tiny"))!.Verify(
            Path.Combine(_folder.Path, "models", "tiny"),
            ModelFiles.All);
        Assert.Contains(hub.Requests, seen => seen.Host == "hub.invalid" && seen.Authorization == "Bearer hf_secret");
        Assert.All(hub.Requests.Where(seen => seen.Host != "hub.invalid"), seen => Assert.Equal("", seen.Authorization));
        Assert.Contains("config.json: 2 bytes", errors, StringComparison.Ordinal);
        Assert.Contains("look at it, --Aegis:Model:Directory serves it:", errors, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', errors.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Pull_Interrupted_EndsCleanlyAndLeavesThePart()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no kill");
        await using var hub = await FakeHub.StartAsync();
        var part = _folder.File(Path.Combine("models", "tiny", "onnx", "model.onnx.part"));
        hub.Trouble = async context =>
        {
            if (context.Request.Path != "/cdn/onnx/model.onnx")
            {
                return false;
            }

            context.Response.ContentLength = 300_000;
            await context.Response.Body.WriteAsync(new byte[1000]);
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
            return true;
        };
        using var process = Start(null, hub.Address.AbsoluteUri, "model", "pull", "acme/tiny");
        var ended = ChildProcess.EndAsync(process);
        await Deadline.UntilAsync(() => new FileInfo(part) is { Exists: true, Length: 1000 });

        Signal.Interrupt(process);
        var (exitCode, _, errors) = await ended;

        Assert.Equal(130, exitCode);
        Assert.Contains("the same command goes on from here", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
        Assert.Equal(1000, new FileInfo(part).Length);
    }

    [Theory]
    [InlineData(2, "is no model of the hub", "model", "pull", "../etc")]
    [InlineData(2, "Required argument 'ID' missing", "model", "pull")]
    [InlineData(2, "--output must be a folder; a folder of the name - is ./-", "model", "pull", "acme/tiny", "--output", "-")]
    [InlineData(1, "acme/other does not exist", "model", "pull", "acme/other")]
    public async Task Pull_Mistake_SaysWhat(int exitCode, string expected, params string[] args)
    {
        await using var hub = await FakeHub.StartAsync();
        using var process = Start(null, hub.Address.AbsoluteUri, args);

        var (code, _, errors) = await ChildProcess.EndAsync(process);

        Assert.Equal(exitCode, code);
        Assert.Contains(expected, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ftp://hub.invalid")]
    [InlineData("hub.invalid")]
    [InlineData("http://user:word@hub.invalid")]
    public async Task Pull_WrongEndpoint_NamesTheVariable(string endpoint)
    {
        using var process = Start(null, endpoint, "model", "pull", "acme/tiny");

        var (code, _, errors) = await ChildProcess.EndAsync(process);

        Assert.Equal(1, code);
        Assert.Contains("HF_ENDPOINT must be an http or https address", errors, StringComparison.Ordinal);
    }

    private Process Start(Uri? proxy, string endpoint, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Aegis.EmbeddingServer.dll"), .. args])
        {
            WorkingDirectory = _folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var variable in ProxyVariables)
        {
            start.Environment.Remove(variable);
        }

        start.Environment["http_proxy"] = proxy?.AbsoluteUri;
        start.Environment["no_proxy"] = "127.0.0.1";
        start.Environment["HF_ENDPOINT"] = endpoint;
        start.Environment["HF_TOKEN"] = "hf_secret";
        return ChildProcess.Start(start);
    }
}
