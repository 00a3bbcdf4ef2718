using Aegis.Engine.ModelFolders.Graphs;

namespace Aegis.Engine.ModelFolders;

/// <summary>
/// The cache of the Hugging Face libraries. A model is the folder <c>models--ORGANISATION--NAME/snapshots/COMMIT</c>; its files are
/// links to <c>models--ORGANISATION--NAME/blobs</c>. <c>refs/BRANCH</c> holds the commit of a branch.
/// </summary>
internal static class HubCache
{
    private const string Snapshots = "snapshots";
    private const string Separator = "--";

    /// <summary>The model of a snapshot; nulls for a folder that is none. A few old models have no organisation.</summary>
    public static (string? Organisation, string? Name) ModelOf(string directory) =>
        Path.GetDirectoryName(directory) is { } parent && Path.GetFileName(parent) == Snapshots
            ? NameOf(Path.GetDirectoryName(parent))
            : default;

    /// <summary>Checks that a folder is not the one around the snapshots: another snapshot has other vectors.</summary>
    /// <exception cref="ModelLoadException">The message has the folder to set.</exception>
    public static void RefuseModelFolder(string directory)
    {
        var model = Path.GetFileName(directory) == Snapshots ? Path.GetDirectoryName(directory) : directory;
        if (model is null || NameOf(model).Name is not { } name || !Directory.Exists(Path.Combine(model, Snapshots)))
        {
            return;
        }

        throw new ModelLoadException(
            $"{directory} holds the snapshots of {name} in a cache of the Hugging Face hub; set one of them: "
            + $"Aegis:Model:Directory={Path.Combine(model, Snapshots, PresentCommit(model) ?? "COMMIT")}");
    }

    // models--ORGANISATION--NAME or models--NAME; names on the hub have no double hyphen.
    private static (string? Organisation, string? Name) NameOf(string? directory) =>
        Path.GetFileName(directory)?.Split(Separator) switch
        {
            ["models", { Length: > 0 } organisation, { Length: > 0 } name] => (organisation, name),
            ["models", { Length: > 0 } name] => (null, name),
            _ => default,
        };

    // The commit of the main branch, else any.
    private static string? PresentCommit(string model)
    {
        try
        {
            var main = Path.Combine(model, "refs", "main");
            var commit = File.Exists(main) ? File.ReadAllText(main).Trim() : string.Empty;
            return commit.Length > 0 && Directory.Exists(Path.Combine(model, Snapshots, commit))
                ? commit
                : Directory.EnumerateDirectories(Path.Combine(model, Snapshots)).Select(Path.GetFileName).Min(StringComparer.Ordinal);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
