using System.Runtime.InteropServices;

namespace Aegis.ServiceDefaults.Streams;

/// <summary>
/// Descriptors of Unix. A stream of <see cref="Console"/> locks the console while it writes: a full pipe would block every other
/// writer, on the other stream too.
/// </summary>
internal static partial class Descriptor
{
    private const int GetFlags = 1; // F_GETFD
    private const int CloseOnExec = 1; // FD_CLOEXEC
    private const int Interrupted = 4; // EINTR
    private const short CanWrite = 4; // POLLOUT
    private const int Forever = -1;

    // EAGAIN: another process has switched the pipe to non-blocking.
    private static readonly int Full = OperatingSystem.IsMacOS() ? 35 : 11;

    // The runtime gives a closed descriptor to the pipe of its own signals, whose bytes are neither input nor output. A descriptor that
    // this process has inherited never has the flag, because the flag closes it at the start of a program.
    public static bool IsOpen(int descriptor) =>
        OperatingSystem.IsWindows() || FileControl(descriptor, GetFlags) is >= 0 and var flags && (flags & CloseOnExec) == 0;

    /// <summary>Waits for the reader.</summary>
    public static void Write(int descriptor, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var count = Write(descriptor, bytes, bytes.Length);
            if (count >= 0)
            {
                bytes = bytes[(int)count..];
                continue;
            }

            var error = Marshal.GetLastPInvokeError();
            if (error == Full)
            {
                var wanted = new PollRequest(descriptor, CanWrite, 0);
                _ = Poll(ref wanted, 1, Forever);
            }
            else if (error != Interrupted)
            {
                throw new IOException(Marshal.GetPInvokeErrorMessage(error));
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "fcntl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int FileControl(int descriptor, int command);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Write(int descriptor, ReadOnlySpan<byte> bytes, nint count);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Poll(ref PollRequest request, uint count, int milliseconds);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct PollRequest(int Descriptor, short Wanted, short Happened);
}
