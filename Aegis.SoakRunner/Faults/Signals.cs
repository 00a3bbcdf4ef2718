using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Aegis.SoakRunner.Faults;

internal static partial class Signals
{
    private const int Sigterm = 15;

    /// <summary>Sends SIGTERM. Windows has none: the process is killed.</summary>
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
