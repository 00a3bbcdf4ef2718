namespace Aegis.SoakRunner.Plan;

/// <summary>Settings of the command line for all runs.</summary>
/// <param name="Output">Folder with a folder for each run.</param>
/// <param name="MayStopTarget">Whether a profile may end a local target by SIGTERM.</param>
internal sealed record RunSettings(Uri Target, string Output, string? ApiKey, bool MayStopTarget)
{
    /// <summary>Name or path of the profile on the command line; null: the page chose it.</summary>
    public string? Profile { get; init; }

    /// <summary>Time for the target to release memory after the last answer, before the last sample.</summary>
    public TimeSpan Settling { get; init; } = TimeSpan.FromSeconds(2);

    public string CommandOf(SoakProfile profile) =>
        $"dotnet run -c Release --project Aegis.SoakRunner -- run --profile {Quoted(Profile ?? profile.Name)}"
        + $" --target {Target.GetLeftPart(UriPartial.Authority)}{(MayStopTarget ? " --may-stop-target" : string.Empty)}";

    private static string Quoted(string word) => word.Contains(' ', StringComparison.Ordinal) ? $"\"{word}\"" : word;
}
