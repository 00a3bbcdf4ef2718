using System.Reflection;

namespace Aegis.Http.Hosting;

/// <summary>Which build this is: what an operator compares before and after an upgrade.</summary>
internal static class BuildIdentity
{
    private const int ShortCommit = 7;

    // 0.1.0+746133a5c6..., or 0.1.0 where it was built outside of git.
    private static readonly string[] Parts =
        typeof(BuildIdentity).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+', 2);

    /// <summary>The version, such as <c>0.1.0</c>.</summary>
    public static string Version => Parts[0];

    /// <summary>The commit that it was built from; null when it was built outside of git.</summary>
    public static string? Commit => Parts is [_, { Length: > 0 } commit] ? commit : null;

    /// <summary>Both in a line: <c>0.1.0 (commit 746133a)</c>.</summary>
    public static string Line => Commit is { } commit ? $"{Version} (commit {commit[..Math.Min(ShortCommit, commit.Length)]})" : Version;
}
