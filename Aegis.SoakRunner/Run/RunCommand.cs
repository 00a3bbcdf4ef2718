using Aegis.SoakRunner.Plan;

namespace Aegis.SoakRunner.Run;

/// <summary>The command line that repeats a run.</summary>
internal static class RunCommand
{
    public static string Repeat(RunSettings settings, SoakProfile profile) =>
        $"dotnet run -c Release --project Aegis.SoakRunner -- run --profile {Quoted(settings.Profile ?? profile.Name)} --target {settings.Target.GetLeftPart(UriPartial.Authority)}{(settings.MayStopTarget ? " --may-stop-target" : string.Empty)}";

    private static string Quoted(string word) => word.Contains(' ', StringComparison.Ordinal) ? $"\"{word}\"" : word;
}
