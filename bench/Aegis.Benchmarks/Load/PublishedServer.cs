using System.Diagnostics;
using System.Runtime.InteropServices;
using Aegis.EmbeddingServer.Configuration;

namespace Aegis.Benchmarks.Load;

/// <summary>Server and gateway as users get them: published for this machine's runtime identifier, hence compiled ahead of time.</summary>
internal static class PublishedServer
{
    /// <summary>Measures another build of the server than this repository's: the path of its <c>Aegis.EmbeddingServer.dll</c>.</summary>
    private const string OtherBuild = "AEGIS_BENCH_SERVER";

    private static readonly Lazy<Task<string>> Published = new(() => PublishAsync("Aegis.EmbeddingServer"));
    private static readonly Lazy<Task<string>> PublishedGateway = new(() => PublishAsync("Aegis.Gateway"));

    /// <summary>Publishes once; gives the path of its assembly.</summary>
    public static Task<string> FindAsync() =>
        Environment.GetEnvironmentVariable(OtherBuild) is { Length: > 0 } other ? Task.FromResult(other) : Published.Value;

    /// <summary>Publishes the gateway once; gives the path of its assembly.</summary>
    public static Task<string> FindGatewayAsync() => PublishedGateway.Value;

    /// <summary>Builds the server as a release has it; gives the path of its executable.</summary>
    /// <param name="how"><c>aot</c> or <c>r2r</c>.</param>
    public static async Task<string> DeliverAsync(string how)
    {
        var root = Root();
        var output = Path.Combine(root, "artifacts", "bench-" + how);
        var start = new ProcessStartInfo("bash", [Path.Combine(root, "eng", "publish.sh"), RuntimeInformation.RuntimeIdentifier, output]) { Environment = { ["AEGIS_PUBLISH"] = how } };
        await RunAsync(start);
        return Path.Combine(output, "aegis");
    }

    private static string Root() => Path.GetFullPath(Path.Combine(BundledModel.FindDirectory(), "..", ".."));

    private static async Task<string> PublishAsync(string project)
    {
        var root = Root();
        var output = Path.Combine(root, "artifacts", "bench-" + project);
        string[] arguments = ["publish", Path.Combine(root, project), "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "--self-contained", "false", "-o", output];
        await RunAsync(new ProcessStartInfo("dotnet", arguments));
        return Path.Combine(output, project + ".dll");
    }

    private static async Task RunAsync(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        using var publish = Process.Start(start)!;
        var log = await publish.StandardOutput.ReadToEndAsync();
        await publish.WaitForExitAsync();
        if (publish.ExitCode != 0)
        {
            throw new InvalidOperationException(log);
        }
    }
}
