namespace Aegis.Scheduling.Tests;

public sealed class PhysicalCoresTests
{
    [Fact]
    public void FromSysfs_TwoThreadsPerCore_CountsCores()
    {
        using var folder = new TempFolder();
        foreach (var (cpu, siblings) in new[] { (0, "0,2"), (1, "1,3"), (2, "0,2"), (3, "1,3") })
        {
            var topology = Directory.CreateDirectory(folder.File($"cpu{cpu}/topology"));
            File.WriteAllText(Path.Combine(topology.FullName, "thread_siblings_list"), siblings);
        }

        Directory.CreateDirectory(folder.File("cpufreq"));

        Assert.Equal(2, PhysicalCores.FromSysfs(folder.Path));
    }

    [Fact]
    public void FromSysfs_NoTopology_LeavesTheLogicalProcessors()
    {
        using var folder = new TempFolder();

        Assert.Equal(int.MaxValue, PhysicalCores.FromSysfs(folder.Path));
        Assert.Equal(int.MaxValue, PhysicalCores.FromSysfs(folder.File("missing")));
    }

    [Fact]
    public void Count_OnThisMachine_IsWithinItsProcessors() => Assert.InRange(PhysicalCores.Count(), 1, Environment.ProcessorCount);
}
