using System.Runtime.InteropServices;

namespace Aegis.SoakRunner.Measure;

/// <summary>
/// Sleeps for parts of a millisecond. .NET sleeps whole ones: requests would be half a millisecond late on average, which counts
/// as latency of the target.
/// </summary>
internal static partial class ShortSleep
{
    public static bool IsAvailable => !OperatingSystem.IsWindows();

    /// <summary>Blocks the thread; a signal may end the wait.</summary>
    /// <param name="time">Less than a second.</param>
    public static void For(TimeSpan time)
    {
        var wanted = new TimeSpec(0, (nint)time.TotalNanoseconds);
        _ = NanoSleep(in wanted, 0);
    }

    // https://man7.org/linux/man-pages/man2/nanosleep.2.html; the second one may be null.
    [LibraryImport("libc", EntryPoint = "nanosleep")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int NanoSleep(in TimeSpec wanted, nint remaining);

    // struct timespec { time_t tv_sec; long tv_nsec; }
    private readonly record struct TimeSpec(nint Seconds, nint Nanoseconds);
}
