using Aegis.EmbeddingServer.Commands.Common;
using Aegis.ServiceDefaults.Streams;
using Microsoft.Win32.SafeHandles;

namespace Aegis.EmbeddingServer.Commands.Embed;

/// <summary>
/// Standard output, or a file that gets its name when it is complete. A device or a pipe is written directly, never replaced.
/// </summary>
internal sealed class EmbedOutput : IAsyncDisposable
{
    private const int BufferBytes = 256 * 1024;
    private const int StandardOutput = 1;

    private readonly string? _path;
    private readonly string _unfinished;
    private bool _isWhole;

    private EmbedOutput(string path)
    {
        _path = path;
        _unfinished = path + ".part";
        Stream = new FileStream(_unfinished, FileMode.Create, FileAccess.Write, FileShare.None, BufferBytes);
    }

    private EmbedOutput(Stream stream)
    {
        _unfinished = string.Empty;
        Stream = stream;
    }

    public Stream Stream { get; }

    public static EmbedOutput Open(FileInfo? file)
    {
        if (file is not null && Directory.Exists(file.FullName))
        {
            throw new EmbedException($"--output cannot be written: {file.FullName} is a folder", CommandExit.WrongUsage);
        }

        if (file is null && !StandardStreams.IsOutputOpen)
        {
            throw new EmbedException("standard output is closed; --output FILE names the file to write", CommandExit.WrongUsage);
        }

        try
        {
            return file is null ? new EmbedOutput(OpenStandardOutput())
                : OpenUnlessFile(file) is { } device ? new EmbedOutput(device)
                : new EmbedOutput(file.LinkTarget is null ? file.FullName : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new EmbedException($"--output cannot be written: {exception.Message}", CommandExit.WrongUsage);
        }
    }

    /// <summary>Gives the complete file its name.</summary>
    public async Task CompleteAsync()
    {
        await Stream.DisposeAsync();
        if (_path is not null)
        {
            File.Move(_unfinished, _path, overwrite: true);
        }

        _isWhole = true;
    }

    // An existing device or pipe, such as /dev/null or /dev/stdout; null for a file, or if there is nothing.
    private static FileStream? OpenUnlessFile(FileInfo file)
    {
        if (OperatingSystem.IsWindows() || !File.Exists(file.FullName))
        {
            return null;
        }

        FileStream? stream = null;
        try
        {
            stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            if (!IsFile(stream))
            {
                return stream;
            }
        }
        catch (FileNotFoundException)
        {
            // A link to a file that does not exist yet.
        }

        stream?.Dispose();
        return null;
    }

    // Only a file can get a length; .NET has no other test for kinds of files.
    private static bool IsFile(FileStream stream)
    {
        if (!stream.CanSeek || stream.Length > 0)
        {
            return stream.CanSeek;
        }

        try
        {
            stream.SetLength(0);
            return true;
        }
        catch (Exception exception) when (exception is IOException or ArgumentException
            or NotSupportedException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // The console's own stream hides that the reader has closed the pipe: `embed | head -1` would compute to the end. A FileStream on
    // a file has a position of its own: in `(embed; embed) > FILE` the second command would overwrite the lines of the first.
    private static Stream OpenStandardOutput()
    {
        if (OperatingSystem.IsWindows())
        {
            return Console.OpenStandardOutput();
        }

        var stream = new FileStream(new SafeFileHandle(StandardOutput, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return stream.CanSeek ? Console.OpenStandardOutput() : stream;
    }

    public async ValueTask DisposeAsync()
    {
        if (_isWhole)
        {
            return;
        }

        await Stream.DisposeAsync();
        if (_path is not null)
        {
            File.Delete(_unfinished);
        }
    }
}
