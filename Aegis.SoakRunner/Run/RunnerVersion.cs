using System.Reflection;

namespace Aegis.SoakRunner.Run;

/// <summary>Version of the runner, with its commit.</summary>
internal static class RunnerVersion
{
    public static string Text { get; } = typeof(RunnerVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
