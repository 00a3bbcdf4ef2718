using Microsoft.Win32.SafeHandles;

namespace Aegis.EmbeddingServer.Commands;

/// <summary>Standard output, or a file that has its name only once it is whole.</summary>
internal sealed class EmbedOutput : IAsyncDisposable
{
    private const int BufferBytes = 256 * 1024;
    private const int StandardOutput = 1;

    private readonly FileInfo? _file;
    private readonly string _unfinished;
    private bool _isWhole;

    private EmbedOutput(FileInfo? file)
    {
        _file = file;
        _unfinished = file?.FullName + ".part";
        Stream = file is null ? OpenStandardOutput() : new FileStream(_unfinished, FileMode.Create, FileAccess.Write, FileShare.None, BufferBytes);
    }

    public Stream Stream { get; }

    /// <summary>Opens it.</summary>
    /// <exception cref="EmbedException">The file cannot be written.</exception>
    public static EmbedOutput Open(FileInfo? file)
    {
        if (file is not null && Directory.Exists(file.FullName))
        {
            throw new EmbedException($"--output cannot be written: {file.FullName} is a folder", CommandLine.WrongUsage);
        }

        try
        {
            return new EmbedOutput(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new EmbedException($"--output cannot be written: {exception.Message}", CommandLine.WrongUsage);
        }
    }

    /// <summary>Everything has been written: the file gets its name.</summary>
    public async Task CompleteAsync()
    {
        await Stream.DisposeAsync();
        if (_file is not null)
        {
            File.Move(_unfinished, _file.FullName, overwrite: true);
        }

        _isWhole = true;
    }

    // The console's own stream swallows that nobody reads any more: `embed | head -1` would compute to the end.
    private static Stream OpenStandardOutput() => OperatingSystem.IsWindows()
        ? Console.OpenStandardOutput()
        : new FileStream(new SafeFileHandle(StandardOutput, ownsHandle: false), FileAccess.Write, bufferSize: 0);

    public async ValueTask DisposeAsync()
    {
        if (_isWhole || _file is null)
        {
            return;
        }

        await Stream.DisposeAsync();
        File.Delete(_unfinished);
    }
}
