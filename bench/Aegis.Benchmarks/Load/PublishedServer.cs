using System.Diagnostics;
using System.Runtime.InteropServices;
using Aegis.EmbeddingServer.Model;

namespace Aegis.Benchmarks.Load;

/// <summary>The server as users get it: published for this machine's runtime identifier, hence compiled ahead of time.</summary>
internal static class PublishedServer
{
    /// <summary>Measures another build of the server than this repository's: the path of its <c>Aegis.EmbeddingServer.dll</c>.</summary>
    private const string OtherBuild = "AEGIS_BENCH_SERVER";

    private static readonly Lazy<Task<string>> Published = new(PublishAsync);

    /// <summary>Publishes once; gives the path of its assembly.</summary>
    public static Task<string> FindAsync() =>
        Environment.GetEnvironmentVariable(OtherBuild) is { Length: > 0 } other ? Task.FromResult(other) : Published.Value;

    private static async Task<string> PublishAsync()
    {
        var root = Path.GetFullPath(Path.Combine(BundledModel.FindDirectory(), "..", ".."));
        var output = Path.Combine(root, "artifacts", "bench-server");
        string[] arguments = ["publish", Path.Combine(root, "Aegis.EmbeddingServer"), "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "--self-contained", "false", "-o", output];
        using var publish = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        var log = await publish.StandardOutput.ReadToEndAsync();
        await publish.WaitForExitAsync();
        return publish.ExitCode == 0 ? Path.Combine(output, "Aegis.EmbeddingServer.dll") : throw new InvalidOperationException(log);
    }
}
