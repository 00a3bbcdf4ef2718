namespace Aegis.EmbeddingServer.Tests.Processes;

/// <summary>Where the vectors of a first start are kept, by the environment of the process.</summary>
public sealed class StateFolderTests : IDisposable
{
    private const string FromHome = "home/.local/share/aegis";

    private readonly TempFolder _folder = new();
    private readonly TempFolder _model = new TinyModel().Write();

    public void Dispose()
    {
        _folder.Dispose();
        _model.Dispose();
    }

    // {0} stands for a new folder.
    [Theory]
    [InlineData(FromHome, "HOME={0}/home")]
    [InlineData(FromHome, "HOME={0}/home", "XDG_DATA_HOME=data")]
    [InlineData("data/aegis", "HOME={0}/home", "XDG_DATA_HOME={0}/data")]
    [InlineData("state/of/aegis", "HOME={0}/home", "Aegis__Model__StateDirectory={0}/state/of/aegis")]
    public async Task FirstStart_FolderThatDoesNotExist_IsCreated(string kept, params string[] variables)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "HOME and XDG_DATA_HOME are Unix's");

        var errors = await EmbedAsync(variables);

        Assert.Single(Directory.GetFiles(_folder.File(kept), "*.json"));
        Assert.DoesNotContain("could not be kept", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HOME={0}/file")]
    [InlineData("HOME={0}/home", "XDG_DATA_HOME={0}/file")]
    [InlineData("HOME={0}/home", "Aegis__Model__StateDirectory={0}/file")]
    [InlineData("HOME={0}/home", "Aegis__Model__StateDirectory=/proc/aegis")]
    public async Task FirstStart_FolderThatCannotBeWritten_IsSaid(params string[] variables)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "no user can write to /proc");
        await File.WriteAllTextAsync(_folder.File("file"), "no folder", TestContext.Current.CancellationToken);

        var errors = await EmbedAsync(variables);

        Assert.Contains("The vectors of this first start could not be kept in ", errors, StringComparison.Ordinal);
        Assert.Contains("Aegis:Model:StateDirectory chooses another folder", errors, StringComparison.Ordinal);
        Assert.Equal([_folder.File("file")], Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories));
    }

    private async Task<string> EmbedAsync(string[] variables)
    {
        var settings = string.Join(' ', variables.Select(variable => variable.Replace("{0}", _folder.Path, StringComparison.Ordinal)));
        var (exitCode, errors) = await Tool.RunInShellAsync(
            $"echo a | env -u XDG_DATA_HOME {settings} dotnet \"$@\" >/dev/null", "embed", "--model", _model.Path);
        Assert.True(exitCode == 0, errors);
        return errors;
    }
}
