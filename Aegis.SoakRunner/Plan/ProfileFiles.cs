using System.Text.Json;

namespace Aegis.SoakRunner.Plan;

internal static class ProfileFiles
{
    private const string Extension = ".json";
    private const string Schema = "soak-profile.schema.json";

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "profiles");

    /// <summary>The bundled profiles, the shortest first.</summary>
    public static IReadOnlyList<SoakProfile> All() =>
    [
        .. Directory.EnumerateFiles(Folder, "*" + Extension)
            .Where(path => Path.GetFileName(path) != Schema)
            .Select(path => Read(path).Profile)
            .OfType<SoakProfile>()
            .OrderBy(profile => profile.Seconds)
            .ThenBy(profile => profile.Name, StringComparer.Ordinal),
    ];

    /// <param name="name">Name of a bundled profile, or path of a file.</param>
    /// <returns>The profile, or what is wrong with it.</returns>
    public static (SoakProfile? Profile, string? Problem) Find(string name)
    {
        var bundled = Path.Combine(Folder, name + Extension);
        if (name.All(character => char.IsAsciiLetterOrDigit(character) || character == '-') && File.Exists(bundled))
        {
            return Read(bundled);
        }

        return File.Exists(name)
            ? Read(name)
            : (null, $"There is no profile '{name}'. The runner has {string.Join(", ", All().Select(profile => profile.Name))}; "
                + "a path to a file works too.");
    }

    private static (SoakProfile? Profile, string? Problem) Read(string path)
    {
        try
        {
            var profile = JsonSerializer.Deserialize(File.ReadAllText(path), ReportJson.Default.SoakProfile);
            var problems = profile is null ? ["it is empty"] : ProfileRules.ProblemsOf(profile).ToList();
            return problems.Count == 0 ? (profile! with { Schema = null }, null) : (null, Problem(path, problems));
        }
        catch (JsonException exception)
        {
            return (null, Problem(path, [Explain(exception)]));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return (null, Problem(path, [exception.Message]));
        }
    }

    // The message of the serializer names .NET types. A user needs the place in the file.
    private static string Explain(JsonException exception)
    {
        const string Missing = "including: ";
        var line = exception.LineNumber is { } number ? $" (line {number + 1})" : string.Empty;
        return exception.Message.IndexOf(Missing, StringComparison.Ordinal) is >= 0 and var at
            ? $"{exception.Path}{line}: missing {exception.Message[(at + Missing.Length)..].Split('.')[0]}"
            : $"{exception.Path ?? "$"}{line}: no such field, no value that it takes, or no JSON";
    }

    private static string Problem(string path, IEnumerable<string> problems) =>
        $"The profile {path} is wrong:{string.Concat(problems.Select(problem => Environment.NewLine + "  " + problem))}";
}
