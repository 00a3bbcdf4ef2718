using System.Reflection;

namespace Aegis.SoakRunner.Run;

internal static class RunnerVersion
{
    public static string Text { get; } =
        typeof(RunnerVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
