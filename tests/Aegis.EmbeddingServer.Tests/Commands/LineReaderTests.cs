using System.IO.Pipelines;
using System.Text;

namespace Aegis.EmbeddingServer.Tests.Commands;

/// <summary>The lines of a file: what ends them, and which encodings are read.</summary>
public sealed class LineReaderTests
{
    private const string Mark = "\uFEFF";

    [Theory]
    [InlineData("")]
    [InlineData(Mark)]
    [InlineData("a", "a")]
    [InlineData("a\n", "a")]
    [InlineData("\n", "")]
    [InlineData("a\r\n\r\nb", "a", "", "b")]
    [InlineData(Mark + "a\nb\n", "a", "b")]
    [InlineData(Mark + "\n", "")]
    [InlineData(Mark + "\r\na", "", "a")]
    [InlineData("a\n" + Mark + "b", "a", Mark + "b")]
    [InlineData("a" + Mark + "b\n", "a" + Mark + "b")]
    [InlineData("\n" + Mark, "", Mark)]
    public async Task Read_Utf8_GivesTheLines(string text, params string[] lines) => Assert.Equal(lines, await ReadAsync(Utf8(text)));

    // A pipe may give one byte at a time.
    [Fact]
    public async Task Read_MarkInPieces_IsSkipped()
    {
        var pipe = new Pipe();
        var reading = ReadAsync(pipe.Reader);
        foreach (var piece in Utf8(Mark + "a\n"))
        {
            await pipe.Writer.WriteAsync(new[] { piece }, TestContext.Current.CancellationToken);
        }

        await pipe.Writer.CompleteAsync();

        Assert.Equal(["a"], await reading.WaitAsync(Deadline.Wait, TestContext.Current.CancellationToken));
    }

    public static TheoryData<string, string, bool, string> OtherEncodings => new()
    {
        { "utf-16", "hello\n", true, "line 1 is not valid UTF-8: the input begins with the byte order mark of UTF-16" },
        { "utf-16BE", "hello\n", true, "line 1 is not valid UTF-8: the input begins with the byte order mark of UTF-16" },
        { "utf-32", "hello\n", true, "line 1 is not valid UTF-8: the input begins with the byte order mark of UTF-32" },
        { "utf-32BE", "hello\n", true, "line 1 is not valid UTF-8: the input begins with the byte order mark of UTF-32" },
        { "utf-16", "", true, "line 1 is not valid UTF-8: the input begins with the byte order mark of UTF-16" },
        { "utf-16", "hello\nworld", false, "line 1 has a NUL byte" },
        { "utf-16BE", "hello\nworld", false, "line 1 has a NUL byte" },
        { "utf-32", "hello", false, "line 1 has a NUL byte" },
        { "utf-32BE", "hello", false, "line 1 has a NUL byte" },
        { "utf-16", "日本\n", false, "line 1 is not valid UTF-8" },
        { "utf-16BE", "\n", false, "line 1 has a NUL byte" },
        { "utf-16", "\u0131\u0132\nhello", false, "line 2 has a NUL byte" },
        { "utf-8", "hello\nnul \0 in a line", false, "line 2 has a NUL byte" },
        { "latin1", "hello\nJ\u00fcrgen\n", false, "line 2 is not valid UTF-8" },
    };

    [Theory]
    [MemberData(nameof(OtherEncodings))]
    public async Task Read_OtherEncoding_StopsAndNamesTheLine(string encoding, string text, bool hasMark, string expected)
    {
        var bytes = Encoding.GetEncoding(encoding).GetBytes((hasMark ? Mark : string.Empty) + text);

        var failure = await Assert.ThrowsAsync<EmbedException>(() => ReadAsync(bytes));

        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
        Assert.Contains("embed reads UTF-8; iconv -f ", failure.Message, StringComparison.Ordinal);
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static Task<List<string>> ReadAsync(byte[] bytes) => ReadAsync(PipeReader.Create(new MemoryStream(bytes)));

    private static async Task<List<string>> ReadAsync(PipeReader input)
    {
        var (reader, all) = (new LineReader(input, maxCharacters: 1000), new List<string>());
        while (await reader.ReadAsync(512, TestContext.Current.CancellationToken) is { Count: > 0 } lines)
        {
            all.AddRange(lines);
        }

        return all;
    }
}
