using System.Diagnostics;
using System.Text;

namespace Aegis.EmbeddingServer.Tests.Commands;

/// <summary>Where <c>embed --output</c> writes: a file is replaced once it is whole, anything else is written as it is.</summary>
public sealed class EmbedOutputTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("of another run")]
    public async Task Complete_File_HoldsWhatWasWritten(string? before)
    {
        var path = _folder.File("out");
        Write(path, before);

        await WriteAsync(path, isWhole: true);

        Assert.Equal("vectors", Read(path));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("of another run")]
    public async Task Dispose_FileThatIsNotWhole_LeavesWhatWasThere(string? before)
    {
        var path = _folder.File("out");
        Write(path, before);

        await WriteAsync(path, isWhole: false);

        Assert.Equal(before, File.Exists(path) ? Read(path) : null);
        Assert.False(File.Exists(path + ".part"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("of another run")]
    public async Task Complete_LinkToAFile_WritesTheFileAndLeavesTheLink(string? before)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need rights there");
        var (link, target) = (_folder.File("link"), _folder.File("target"));
        Write(target, before);
        File.CreateSymbolicLink(link, target);

        await WriteAsync(link, isWhole: true);

        Assert.Equal(target, new FileInfo(link).LinkTarget);
        Assert.Equal("vectors", Read(target));
    }

    // So are devices: a run as root must not put a file in the place of /dev/null.
    [Fact]
    public async Task Complete_NamedPipe_IsWrittenAndStaysOne()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "named pipes are no files there");
        var pipe = _folder.File("pipe");
        using (var mkfifo = Process.Start("mkfifo", [pipe]))
        {
            await mkfifo.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        var reading = Task.Run(() => Read(pipe));
        await WriteAsync(pipe, isWhole: true).WaitAsync(Deadline.Wait, TestContext.Current.CancellationToken);

        Assert.Equal("vectors", await reading.WaitAsync(Deadline.Wait, TestContext.Current.CancellationToken));
        Assert.Equal([pipe], Directory.GetFiles(_folder.Path));
        using var again = new FileStream(pipe, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
        Assert.False(again.CanSeek);
    }

    private static async Task WriteAsync(string path, bool isWhole)
    {
        await using var output = EmbedOutput.Open(new FileInfo(path));
        await output.Stream.WriteAsync(Encoding.UTF8.GetBytes("vectors"));
        if (isWhole)
        {
            await output.CompleteAsync();
        }
    }

    private static void Write(string path, string? content)
    {
        if (content is not null)
        {
            File.WriteAllText(path, content);
        }
    }

    private static string Read(string path) => File.ReadAllText(path);
}
