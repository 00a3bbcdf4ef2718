using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.InteropServices;
using Aegis.Deployment.Tests.Support;

namespace Aegis.Deployment.Tests.Release;

/// <summary>What the release script makes for this machine, unpacked in an empty folder. Once a test run: it takes minutes.</summary>
public sealed class Release : IAsyncLifetime
{
    public const string Version = "0.0.1-test";

    private readonly string _folder = Directory.CreateTempSubdirectory("aegis-release-").FullName;

    /// <summary>What this machine runs: null where the script makes nothing for it.</summary>
    public static string? Rid { get; } = (OperatingSystem.IsLinux(), OperatingSystem.IsMacOS(), RuntimeInformation.OSArchitecture) switch
    {
        (true, _, Architecture.X64) => "linux-x64",
        (true, _, Architecture.Arm64) => "linux-arm64",
        (_, true, Architecture.Arm64) => "osx-arm64",
        _ => null,
    };

    /// <summary>Where the archive and its sum are.</summary>
    public string Archives => Path.Combine(_folder, "archives");

    public static string Name => $"aegis-{Version}-{Rid}";

    /// <summary>Where it is unpacked.</summary>
    public string Program => Path.Combine(_folder, "unpacked", Name);

    /// <summary>What the script said.</summary>
    public string Output { get; private set; } = string.Empty;

    /// <summary>An empty folder, new for each call.</summary>
    public string EmptyFolder() => Directory.CreateDirectory(Path.Combine(_folder, Guid.NewGuid().ToString("N"))).FullName;

    public async ValueTask InitializeAsync()
    {
        if (Rid is null)
        {
            return;
        }

        var (exitCode, output) = await Tool.RunAsync(
            "nice",
            [Repository.File("eng", "release.sh"), Version, Rid],
            ("AEGIS_RELEASE_OUT", Archives));
        Output = output;
        Assert.True(exitCode == 0, output);
        await using var archive = new GZipStream(File.OpenRead(Path.Combine(Archives, Name + ".tar.gz")), CompressionMode.Decompress);
        await TarFile.ExtractToDirectoryAsync(
            archive,
            Directory.CreateDirectory(Path.Combine(_folder, "unpacked")).FullName,
            overwriteFiles: false);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
