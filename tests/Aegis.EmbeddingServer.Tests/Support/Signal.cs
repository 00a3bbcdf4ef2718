using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Aegis.EmbeddingServer.Tests.Support;

/// <summary>POSIX signals to a process that a test has started.</summary>
internal static class Signal
{
    private const int Sigint = 2;
    private const int Sigterm = 15;

    /// <summary>What Ctrl+C sends.</summary>
    public static void Interrupt(Process process) => Assert.Equal(0, Kill(process.Id, Sigint));

    /// <summary>What a service manager sends.</summary>
    public static void Terminate(Process process) => Assert.Equal(0, Kill(process.Id, Sigterm));

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int pid, int signal);
}
