using Aegis.SoakRunner.Document;

namespace Aegis.SoakRunner.Plan;

/// <summary>What the command line says of all runs.</summary>
/// <param name="Target">Base address of the target.</param>
/// <param name="Output">Folder that gets a folder for each run.</param>
/// <param name="ApiKey">Key for the target; null: none.</param>
/// <param name="MayStopTarget">Whether a profile may end a local target by SIGTERM.</param>
internal sealed record RunSettings(Uri Target, string Output, string? ApiKey, bool MayStopTarget)
{
    /// <summary>The profile as the command line names it, which may be a path; null: the page chose one by its name.</summary>
    public string? Profile { get; init; }

    /// <summary>After the last answer the target gets this long to give back what it holds, before it is looked at again.</summary>
    public TimeSpan Settling { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The command line that repeats a run.</summary>
    public string CommandOf(SoakProfile profile) =>
        $"dotnet run -c Release --project Aegis.SoakRunner -- run --profile {Quoted(Profile ?? profile.Name)}"
        + $" --target {Target.GetLeftPart(UriPartial.Authority)}{(MayStopTarget ? " --may-stop-target" : string.Empty)}";

    private static string Quoted(string word) => word.Contains(' ', StringComparison.Ordinal) ? $"\"{word}\"" : word;
}
