using System.Runtime.InteropServices;

namespace Aegis.Engine.Workers;

/// <summary>
/// Puts the other threads of the process before the workers, which take whole cores for milliseconds. Requests are read,
/// refused and answered while a batch is computed, and the requests that arrive meanwhile fill the next batch.
/// </summary>
internal static partial class WorkerPriority
{
    private const int OfThisThread = 0;

    /// <summary>
    /// On a scale that ends at 19: enough to be preempted at once. Beside another program that computes all the time, a
    /// worker gets a quarter of its core.
    /// </summary>
    private const int Nice = 5;

    /// <summary>Lowers the calling thread's priority, where the system has one for threads.</summary>
    public static void Lower()
    {
        if (OperatingSystem.IsLinux())
        {
            // Linux knows priorities by thread, and .NET does not set them there. See setpriority(2).
            _ = SetPriority(OfThisThread, 0, Nice);
        }
        else
        {
            Thread.CurrentThread.Priority = ThreadPriority.BelowNormal;
        }
    }

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, uint who, int priority);
}
