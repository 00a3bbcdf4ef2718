using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Aegis.Deployment.Tests.Support;

namespace Aegis.Deployment.Tests.Release;

/// <summary>The archive for this machine: what is in it, and that it runs where nothing else is.</summary>
[Collection(ReleaseTestGroup.Name)]
public sealed class ReleaseTests(Release release)
{
    private const string Golden = "The quick brown fox jumps over the lazy dog.";

    [Fact]
    public async Task Server_InAnEmptyFolderWithoutEnvironment_ServesAndLeavesNothing()
    {
        SkipWithoutRelease();
        var home = release.EmptyFolder();
        var before = Files(release.Program);
        await using (var server = ReleasedServer.Start(release, home, []))
        {
            using var client = await ReleasedServer.ReadyAsync(server);
            using var answer = await client.PostAsync(
                "/v1/embeddings",
                new StringContent($$"""{"input":"{{Golden}}"}""", null, "application/json"));
            var vector = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["data"]![0]!["embedding"];
            using var canary = await client.PostAsync("/canary", null);
            server.Terminate();

            Assert.Null(VectorMatcher.Mismatch(new JsonObject { ["like"] = Golden }, vector));
            Assert.True(canary.IsSuccessStatusCode);
            Assert.Equal(0, await server.ExitCodeAsync());
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(home));
        Assert.Equal(before, Files(release.Program));
    }

    [Fact]
    public async Task Health_OfTheRelease_HasItsVersionAndCommit()
    {
        SkipWithoutRelease();
        await using var server = ReleasedServer.Start(release, release.EmptyFolder(), []);
        using var client = await ReleasedServer.ReadyAsync(server);

        var health = JsonNode.Parse(await client.GetStringAsync("/health"))!;

        Assert.Equal(Release.Version, health["version"]!.GetValue<string>());
        Assert.Equal(await CommitAsync(), health["commit"]?.GetValue<string>());
    }

    [Fact]
    public async Task Version_OfTheRelease_IsALine()
    {
        SkipWithoutRelease();
        var (exitCode, output) = await Tool.RunAsync(Path.Combine(release.Program, "aegis"), ["--version"]);

        var commit = await CommitAsync();
        Assert.Equal(0, exitCode);
        Assert.Equal(commit is null ? Release.Version : $"{Release.Version} (commit {commit[..7]})", output.TrimEnd());
    }

    [Fact]
    public void Sums_OfTheArchives_AreTheirs()
    {
        SkipWithoutRelease();
        var sums = File.ReadAllLines(Path.Combine(release.Archives, "SHA256SUMS"));

        var (sum, name) = sums.Select(line => (line[..64], line[66..])).Single();
        Assert.Equal(Release.Name + ".tar.gz", name);
        Assert.Equal(sum, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(release.Archives, name)))));
    }

    // The executable, what it loads, the model with its licence, the settings, the licences; no symbols, no library of another system.
    [Fact]
    public void Archive_Holds_WhatTheServerNeedsAndNothingElse()
    {
        SkipWithoutRelease();
        string[] native = OperatingSystem.IsLinux()
            ? ["libonnxruntime.so", "libonnxruntime_providers_shared.so", "systemd"]
            : ["libonnxruntime.dylib"];

        var beside = Directory.EnumerateFileSystemEntries(release.Program).Select(Path.GetFileName).Order(StringComparer.Ordinal);

        Assert.Equal(
            ((string[])["aegis", "LICENSE", "NOTICE.md", "appsettings.json", "models", .. native]).Order(StringComparer.Ordinal),
            beside!);
        Assert.True(File.Exists(Path.Combine(release.Program, "models", "all-MiniLM-L6-v2", "LICENSE")));
    }

    [Theory]
    [InlineData]
    [InlineData("latest")]
    [InlineData("1.2")]
    public async Task Script_WithoutAVersion_SaysHowAndMakesNothing(params string[] arguments)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the script is for a Unix shell");
        var (exitCode, output) = await Tool.RunAsync(Repository.File("eng", "release.sh"), arguments);

        Assert.Equal(2, exitCode);
        Assert.Contains("usage", output, StringComparison.Ordinal);
    }

    internal static void SkipWithoutRelease() => Assert.SkipWhen(Release.Rid is null, "the release script makes nothing for this system");

    private static async Task<string?> CommitAsync()
    {
        var (exitCode, output) = await Tool.RunAsync("git", ["-C", Repository.File(), "rev-parse", "HEAD"]);
        return exitCode == 0 ? output.Trim() : null;
    }

    private static string[] Files(string folder) =>
        [.. new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories)
            .Select(file => $"{file.FullName} {file.Length} {file.LastWriteTimeUtc:O}")
            .Order(StringComparer.Ordinal)];
}
