namespace Aegis.Engine.Files;

/// <summary>
/// A clone without Git LFS has a text of some 130 bytes in the place of a large file.
/// https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md
/// </summary>
internal static class GitLfsPointer
{
    public const string Explanation = "it is a Git LFS pointer to the file (git lfs pull fetches that)";

    // version https://git-lfs.github.com/spec/v1
    /// <returns>False also for a file that cannot be read.</returns>
    public static bool IsAt(string path)
    {
        Span<byte> begin = stackalloc byte[64];
        try
        {
            using var stream = File.OpenRead(path);
            return begin[..stream.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false)].StartsWith("version https://git-lfs"u8);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
