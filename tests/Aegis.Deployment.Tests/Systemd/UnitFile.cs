namespace Aegis.Deployment.Tests.Systemd;

/// <summary>deploy/systemd/aegis.service.</summary>
internal static class UnitFile
{
    public const string Name = "aegis.service";

    public static string Text { get; } = File.ReadAllText(Repository.File("deploy", "systemd", Name));

    // Restart=on-failure
    private static readonly ILookup<string, string> Directives = Text.Split('\n')
        .Where(line => line.Length > 0 && line[0] is not ('#' or '['))
        .Select(line => line.Split('=', 2))
        .ToLookup(parts => parts[0], parts => parts[1]);

    /// <summary>The values of a directive, in order.</summary>
    public static IReadOnlyList<string> All(string directive) => [.. Directives[directive]];

    public static string One(string directive) => Directives[directive].Single();
}
