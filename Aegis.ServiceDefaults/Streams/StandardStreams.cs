namespace Aegis.ServiceDefaults.Streams;

/// <summary>Standard input, output and error. Each one may be closed when the process starts, or may fail later.</summary>
internal static class StandardStreams
{
    private const int Input = 0;
    private const int Output = 1;
    private const int Error = 2;

    /// <summary>For each stream. Docker kills a container 10 s after SIGTERM, and the drain needs up to 8 s.</summary>
    private static readonly TimeSpan LastLines = TimeSpan.FromSeconds(0.5);

    private static GuardedStream? _output;
    private static GuardedStream? _error;

    /// <summary>False for <c>command &lt;&amp;-</c>.</summary>
    public static bool IsInputOpen => Descriptor.IsOpen(Input);

    /// <summary>False for <c>command &gt;&amp;-</c>.</summary>
    public static bool IsOutputOpen => Descriptor.IsOpen(Output);

    /// <summary>
    /// Runs a program. A message on standard error that cannot be written is lost. A result on standard output that cannot be
    /// written ends the program with a message, unless <see cref="LoseOutput"/> is called.
    /// </summary>
    /// <param name="failed">The exit code after lost output.</param>
    /// <param name="program">Returns the exit code.</param>
    public static async Task<int> RunAsync(int failed, Func<Task<int>> program)
    {
        _error = new GuardedStream(Writer(Error, Console.OpenStandardError)) { Failed = _ => { } };
        _output = new GuardedStream(Writer(Output, Console.OpenStandardOutput))
        {
            Failed = reason => throw new OutputException(reason),
        };
        Console.SetError(new StreamWriter(_error, Console.Error.Encoding) { AutoFlush = true });
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
        finally
        {
            // The output's last message is for the error stream.
            _output.End(LastLines);
            _error.End(LastLines);
        }
    }

    /// <summary>
    /// For a service: its log goes to standard output, and the service must neither stop without it nor wait for its reader. Lost
    /// lines are reported on standard error.
    /// </summary>
    public static void LoseOutput()
    {
        if (_output is not { } output)
        {
            return;
        }

        // A log level from Logging:Console:LogToStandardErrorThreshold on goes to standard error.
        _error?.Queue("standard error", lines => ReportDropped("error", lines));
        output.Queue("standard output", lines => ReportDropped("output", lines));

        output.Failed = reason =>
        {
            output.Failed = _ => { };
            Console.Error.WriteLine($"lines on standard output are lost: {reason}");
        };
    }

    private static void ReportDropped(string name, long lines) => Console.Error.WriteLine(
        $"{lines} lines on standard {name} are dropped: its reader is too slow, or does not read. Read it, or log fewer lines with"
        + " Logging:LogLevel:Default");

    // Null: the stream is closed.
    private static Action<ReadOnlySpan<byte>>? Writer(int descriptor, Func<Stream> open) =>
        !Descriptor.IsOpen(descriptor) ? null
        : OperatingSystem.IsWindows() ? open().Write
        : bytes => Descriptor.Write(descriptor, bytes);
}
