using System.Runtime.InteropServices;

namespace Aegis.ServiceDefaults.Streams;

/// <summary>Standard input, output and error. Each one may be closed when the process starts, or may fail later.</summary>
internal static partial class StandardStreams
{
    private const int Input = 0;
    private const int Output = 1;
    private const int Error = 2;

    private const int GetFlags = 1; // F_GETFD
    private const int CloseOnExec = 1; // FD_CLOEXEC

    private static GuardedStream? _output;

    /// <summary>False for <c>command &lt;&amp;-</c>.</summary>
    public static bool IsInputOpen => IsOpen(Input);

    /// <summary>False for <c>command &gt;&amp;-</c>.</summary>
    public static bool IsOutputOpen => IsOpen(Output);

    /// <summary>
    /// Runs a program. A message on standard error that cannot be written is lost. A result on standard output that cannot be
    /// written ends the program with a message, unless <see cref="LoseOutput"/> is called.
    /// </summary>
    /// <param name="failed">The exit code after lost output.</param>
    /// <param name="program">Returns the exit code.</param>
    public static async Task<int> RunAsync(int failed, Func<Task<int>> program)
    {
        var error = new GuardedStream(IsOpen(Error) ? Console.OpenStandardError() : null) { Failed = _ => { } };
        _output = new GuardedStream(IsOutputOpen ? Console.OpenStandardOutput() : null)
        {
            Failed = reason => throw new OutputException(reason),
        };
        Console.SetError(new StreamWriter(error, Console.Error.Encoding) { AutoFlush = true });
        Console.SetOut(new StreamWriter(_output, Console.Out.Encoding) { AutoFlush = true });
        try
        {
            return await program();
        }
        catch (OutputException exception)
        {
            await Console.Error.WriteLineAsync($"the output could not be written: {exception.Message}");
            return failed;
        }
    }

    /// <summary>
    /// For a service: its log goes to standard output, and the service must not stop without it. The first lost line is reported on
    /// standard error.
    /// </summary>
    public static void LoseOutput()
    {
        if (_output is not { } output)
        {
            return;
        }

        output.Failed = reason =>
        {
            output.Failed = _ => { };
            Console.Error.WriteLine($"lines on standard output are lost: {reason}");
        };
    }

    // The runtime gives a closed descriptor to the pipe of its own signals, whose bytes are neither input nor output. A descriptor that
    // this process has inherited never has the flag, because the flag closes it at the start of a program.
    private static bool IsOpen(int descriptor) =>
        OperatingSystem.IsWindows() || FileControl(descriptor, GetFlags) is >= 0 and var flags && (flags & CloseOnExec) == 0;

    [LibraryImport("libc", EntryPoint = "fcntl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int FileControl(int descriptor, int command);
}
