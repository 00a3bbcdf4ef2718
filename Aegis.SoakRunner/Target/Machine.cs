using System.Runtime.InteropServices;

namespace Aegis.SoakRunner.Target;

internal static class Machine
{
    private const string CpuInfo = "/proc/cpuinfo";

    public static RunnerMachine Describe() => new(
        Cpu(),
        Environment.ProcessorCount,
        GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription);

    private static string Cpu()
    {
        var name = File.Exists(CpuInfo)
            ? File.ReadLines(CpuInfo)
                .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1]
                .Trim()
            : Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER");
        return $"{name ?? "unknown"} ({RuntimeInformation.ProcessArchitecture})";
    }
}
