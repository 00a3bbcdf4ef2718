using Aegis.SoakRunner.Plan;

namespace Aegis.SoakRunner.Run;

/// <summary>The command line that repeats a run.</summary>
internal static class RunCommand
{
    public static string Repeat(RunSettings settings, SoakProfile profile) =>
        $"dotnet run -c Release --project Aegis.SoakRunner -- run --profile {profile.Name} --target {settings.Target.GetLeftPart(UriPartial.Authority)}{(settings.MayStopTarget ? " --may-stop-target" : string.Empty)}";
}
