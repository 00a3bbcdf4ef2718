namespace Aegis.SoakRunner.Run;

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
}
