namespace Aegis.Scheduling;

/// <summary>Counts cores: two threads of one core share its vector units, so a second worker there gains little.</summary>
internal static class PhysicalCores
{
    private const string Topology = "/sys/devices/system/cpu";

    /// <summary>Physical cores this process may use; at least 1. Where the system does not say, its logical processors.</summary>
    public static int Count()
    {
        var logical = Environment.ProcessorCount;
        return OperatingSystem.IsLinux() ? Math.Clamp(FromSysfs(Topology), 1, logical) : logical;
    }

    // /sys/devices/system/cpu/cpu0/topology/thread_siblings_list: "0,4" (or "0-1") for the threads of one core
    internal static int FromSysfs(string topology)
    {
        try
        {
            return Directory.EnumerateDirectories(topology, "cpu*")
                .Select(cpu => Path.Combine(cpu, "topology", "thread_siblings_list"))
                .Where(File.Exists)
                .Select(File.ReadAllText)
                .Distinct()
                .Count() is > 0 and var cores ? cores : int.MaxValue;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return int.MaxValue;
        }
    }
}
