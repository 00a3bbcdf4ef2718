using System.Reflection;

namespace Aegis.Testing.Files;

/// <summary>The repository that these tests were built in.</summary>
internal static class Repository
{
    private static readonly string Root =
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(item => item.Key == "RepositoryRoot").Value!;

    public static string File(params string[] path) => Path.Combine([Root, .. path]);
}
