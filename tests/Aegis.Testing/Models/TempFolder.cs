namespace Aegis.Testing.Models;

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("aegis-test-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>A copy of the bundled model to damage.</summary>
    public static TempFolder WithModel(bool manifest = true)
    {
        var folder = new TempFolder();
        var source = Bundled.Description.Directory;
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var target = folder.File(System.IO.Path.GetRelativePath(source, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
            System.IO.File.Copy(file, target);
        }

        if (!manifest)
        {
            System.IO.File.Delete(folder.File("manifest.json"));
        }

        return folder;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
