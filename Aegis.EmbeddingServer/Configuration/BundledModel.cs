namespace Aegis.EmbeddingServer.Configuration;

internal static class BundledModel
{
    private static readonly string RelativePath = Path.Combine("models", "all-MiniLM-L6-v2");

    /// <summary>
    /// Full path of its folder: beside the executable (as published) or in a folder above it (as built in the
    /// repository, which spares a copy of the model for every project that refers to the server).
    /// </summary>
    public static string FindDirectory()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, RelativePath);
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return Path.Combine(AppContext.BaseDirectory, RelativePath);
    }
}
