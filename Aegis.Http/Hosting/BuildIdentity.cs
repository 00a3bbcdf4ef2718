using System.Reflection;

namespace Aegis.Http.Hosting;

/// <summary>Version and commit of this build, for operators to compare before and after an upgrade.</summary>
internal static class BuildIdentity
{
    private const int ShortCommit = 7;

    // 0.1.0+746133a5c6..., or 0.1.0 if built outside of git.
    private static readonly string[] Parts =
        typeof(BuildIdentity).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+', 2);

    public static string Version => Parts[0];

    /// <summary>Null if built outside of git.</summary>
    public static string? Commit => Parts is [_, { Length: > 0 } commit] ? commit : null;

    /// <summary><c>0.1.0 (commit 746133a)</c></summary>
    public static string Line =>
        Commit is { } commit ? $"{Version} (commit {commit[..Math.Min(ShortCommit, commit.Length)]})" : Version;
}
