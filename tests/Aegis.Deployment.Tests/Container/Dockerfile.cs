namespace Aegis.Deployment.Tests.Container;

/// <summary>The Dockerfile at the root of the repository, as its instructions.</summary>
internal static class Dockerfile
{
    /// <summary>Instructions with what follows them; continued lines are one, comments are none.</summary>
    public static IReadOnlyList<(string Name, string Arguments)> Instructions { get; } =
    [
        .. string.Join('\n', File.ReadAllLines(Repository.File("Dockerfile")).Where(line => !line.StartsWith('#')))
            .Replace("\\\n", " ", StringComparison.Ordinal)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ', 2))
            .Select(parts => (parts[0], parts[1].Trim())),
    ];

    /// <summary>The stage that runs.</summary>
    public static IReadOnlyList<(string Name, string Arguments)> LastStage { get; } =
        [.. Instructions.Skip(Instructions.ToList().FindLastIndex(instruction => instruction.Name == "FROM"))];

    /// <summary>The one of the last stage with that name.</summary>
    public static string One(string name) => LastStage.Single(instruction => instruction.Name == name).Arguments;

    /// <summary>Paths that are copied from the repository.</summary>
    public static IEnumerable<string> Sources => Instructions
        .Where(instruction => instruction.Name == "COPY" && !instruction.Arguments.StartsWith("--from", StringComparison.Ordinal))
        .SelectMany(instruction => instruction.Arguments.Split(' ')[..^1]);
}
