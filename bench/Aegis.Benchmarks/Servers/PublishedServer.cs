using System.Diagnostics;
using System.Runtime.InteropServices;
using Aegis.EmbeddingServer.Configuration;

namespace Aegis.Benchmarks.Servers;

/// <summary>
/// Server and gateway as users get them: published for the runtime identifier of this machine, so compiled ahead of time.
/// </summary>
internal static class PublishedServer
{
    /// <summary>Environment variable: the path of the <c>Aegis.EmbeddingServer.dll</c> of another build to measure.</summary>
    private const string OtherBuild = "AEGIS_BENCH_SERVER";

    private static readonly Lazy<Task<string>> Published = new(() => PublishAsync("Aegis.EmbeddingServer"));
    private static readonly Lazy<Task<string>> PublishedGateway = new(() => PublishAsync("Aegis.Gateway"));

    /// <summary>Publishes once; returns the path of the assembly.</summary>
    public static Task<string> FindAsync() =>
        Environment.GetEnvironmentVariable(OtherBuild) is { Length: > 0 } other ? Task.FromResult(other) : Published.Value;

    /// <summary>Publishes the gateway once; returns the path of the assembly.</summary>
    public static Task<string> FindGatewayAsync() => PublishedGateway.Value;

    /// <summary>Builds the server as a release has it; returns the path of the executable.</summary>
    /// <param name="how"><c>aot</c> or <c>r2r</c>.</param>
    public static async Task<string> DeliverAsync(string how)
    {
        var root = Root();
        var output = Path.Combine(root, "artifacts", "bench-" + how);
        await RunAsync(new ProcessStartInfo("bash", [Path.Combine(root, "eng", "publish.sh"), RuntimeInformation.RuntimeIdentifier, output])
        {
            Environment = { ["AEGIS_PUBLISH"] = how },
        });
        return Path.Combine(output, "aegis");
    }

    private static string Root() => Path.GetFullPath(Path.Combine(BundledModel.FindDirectory(), "..", ".."));

    private static async Task<string> PublishAsync(string project)
    {
        var root = Root();
        var output = Path.Combine(root, "artifacts", "bench-" + project);
        string[] options = ["-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "--self-contained", "false", "-o", output];
        await RunAsync(new ProcessStartInfo("dotnet", ["publish", Path.Combine(root, project), .. options]));
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
