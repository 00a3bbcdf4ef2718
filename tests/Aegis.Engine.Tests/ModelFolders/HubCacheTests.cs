namespace Aegis.Engine.Tests.ModelFolders;

/// <summary>Folders of the cache that the Hugging Face libraries keep.</summary>
public sealed class HubCacheTests : IDisposable
{
    private const string Commit = "0123456789abcdef0123456789abcdef01234567";
    private const string OtherCommit = "fedcba9876543210fedcba9876543210fedcba98";

    private readonly TempFolder _cache = new();

    public void Dispose() => _cache.Dispose();

    [Theory]
    [InlineData("models--acme--tiny", "acme", "tiny")]
    [InlineData("models--acme--tiny-v1.5_small", "acme", "tiny-v1.5_small")]
    [InlineData("models--tiny", null, "tiny")]
    [InlineData("models--a--b--c", null, Commit)]
    [InlineData("datasets--acme--tiny", null, Commit)]
    [InlineData("models----tiny", null, Commit)]
    [InlineData("tiny", null, Commit)]
    public void Describe_Snapshot_HasTheNameOfTheModel(string model, string? organisation, string id)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need rights there");

        var description = Folders.Describe(Snapshot(model));

        Assert.Equal((organisation, id), (description.Organisation, description.Id));
    }

    [Fact]
    public void Describe_SnapshotWithAnId_HasThisId()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need rights there");

        Assert.Equal("mine", Folders.Describe(new ModelSettings(Snapshot("models--acme--tiny")) { Id = "mine" }).Id);
    }

    // The libraries store every file once, by its hash.
    [Fact]
    public void Load_FilesThatAreLinksToBlobs_ComputesTheirVectors()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need rights there");
        var description = Folders.Describe(Snapshot("models--acme--tiny"));

        using var model = Folders.Load(description, Assert.Single(description.Files), ModelTokenizer.Load(description));

        Assert.Equal(2, model.Dimensions);
    }

    [Theory]
    [InlineData("", Commit, Commit)]
    [InlineData("snapshots", Commit, Commit)]
    [InlineData("", null, Commit)]
    [InlineData("", OtherCommit, Commit)]
    public void Open_FolderAroundTheSnapshots_NamesTheOneToSet(string folder, string? main, string expected)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need rights there");
        var snapshot = Snapshot("models--acme--tiny");
        var model = _cache.File("models--acme--tiny");
        if (main is not null)
        {
            Directory.CreateDirectory(Path.Combine(model, "refs"));
            File.WriteAllText(Path.Combine(model, "refs", "main"), main + "\n");
        }

        var settings = new ModelSettings(Path.TrimEndingDirectorySeparator(Path.Combine(model, folder)));
        var message = Assert.Throws<ModelLoadException>(() => ModelFolder.Open(settings)).Message;

        Assert.Equal(expected, Path.GetFileName(snapshot));
        Assert.Contains("holds the snapshots of tiny in a cache of the Hugging Face hub", message, StringComparison.Ordinal);
        Assert.EndsWith($"Aegis:Model:Directory={snapshot}", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_CacheWithoutASnapshot_NamesTheFormOfItsPath()
    {
        Directory.CreateDirectory(_cache.File("models--acme--tiny/snapshots"));

        var message = Assert.Throws<ModelLoadException>(
            () => ModelFolder.Open(new ModelSettings(_cache.File("models--acme--tiny")))).Message;

        Assert.EndsWith(Path.Combine("snapshots", "COMMIT"), message, StringComparison.Ordinal);
    }

    private string Snapshot(string model)
    {
        using var source = new TinyModel().Write();
        var (snapshot, blobs) = (_cache.File($"{model}/snapshots/{Commit}"), _cache.File($"{model}/blobs"));
        Directory.CreateDirectory(blobs);
        foreach (var file in Directory.GetFiles(source.Path, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(source.Path, file);
            var (link, blob) = (Path.Combine(snapshot, name), Path.Combine(blobs, FileHash.Sha256(file)));
            File.Copy(file, blob);
            Directory.CreateDirectory(Path.GetDirectoryName(link)!);
            File.CreateSymbolicLink(link, Path.GetRelativePath(Path.GetDirectoryName(link)!, blob));
        }

        return snapshot;
    }
}
