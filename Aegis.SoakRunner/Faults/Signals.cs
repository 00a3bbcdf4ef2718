using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Aegis.SoakRunner.Faults;

/// <summary>Asks a process to end.</summary>
internal static partial class Signals
{
    private const int Sigterm = 15;

    /// <summary>SIGTERM; where there is none the process is ended at once.</summary>
    public static void Terminate(int process)
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = Kill(process, Sigterm);
            return;
        }

        using var target = Process.GetProcessById(process);
        target.Kill();
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
