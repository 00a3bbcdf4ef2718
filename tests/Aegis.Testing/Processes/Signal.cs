using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Aegis.Testing.Processes;

/// <summary>POSIX signals to a process that a test has started.</summary>
internal static class Signal
{
    private const int Sigint = 2;
    private const int Sigkill = 9;
    private const int Sigterm = 15;
    private const int Sigcont = 18;
    private const int Sigstop = 19;

    /// <summary>What Ctrl+C sends.</summary>
    public static void Interrupt(Process process) => Assert.Equal(0, Kill(process.Id, Sigint));

    /// <summary>What leaves a process no time for anything.</summary>
    public static void Kill(Process process) => Assert.Equal(0, Kill(process.Id, Sigkill));

    /// <summary>Lets it hang: its connections stay, and nothing comes from it.</summary>
    public static void Hang(Process process) => Assert.Equal(0, Kill(process.Id, Sigstop));

    /// <summary>Lets it go on.</summary>
    public static void Resume(Process process) => Assert.Equal(0, Kill(process.Id, Sigcont));

    /// <summary>What a service manager sends.</summary>
    public static void Terminate(Process process) => Assert.Equal(0, Kill(process.Id, Sigterm));

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int pid, int signal);
}
