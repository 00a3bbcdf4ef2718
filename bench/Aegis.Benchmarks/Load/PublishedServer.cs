using System.Diagnostics;
using System.Runtime.InteropServices;
using Aegis.EmbeddingServer.Model;

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

    private static async Task<string> PublishAsync(string project)
    {
        var root = Path.GetFullPath(Path.Combine(BundledModel.FindDirectory(), "..", ".."));
        var output = Path.Combine(root, "artifacts", "bench-" + project);
        string[] arguments = ["publish", Path.Combine(root, project), "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "--self-contained", "false", "-o", output];
        using var publish = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        var log = await publish.StandardOutput.ReadToEndAsync();
        await publish.WaitForExitAsync();
        return publish.ExitCode == 0 ? Path.Combine(output, project + ".dll") : throw new InvalidOperationException(log);
    }
}
