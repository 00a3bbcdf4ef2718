using System.Buffers;
using System.IO.Pipelines;
using System.Text;

namespace Aegis.EmbeddingServer.Commands.Embed;

/// <summary>Reads lines of strict UTF-8. Other encodings are an error.</summary>
/// <param name="input">LF or CRLF ends a line; a byte order mark at the start is skipped; the last line needs no end.</param>
/// <param name="maxCharacters">Limit of a line, in UTF-16 units.</param>
internal sealed class LineReader(PipeReader input, int maxCharacters)
{
    private const int MaxBytesPerCharacter = 3;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private long _lines;
    private bool _isAtEnd;

    public long Bytes { get; private set; }

    private static ReadOnlySpan<byte> Mark => [0xEF, 0xBB, 0xBF];

    /// <summary>Reads up to so many lines; fewer at the end, or if no more have arrived yet.</summary>
    /// <exception cref="EmbedException">A line is too long or no UTF-8; the message has its number.</exception>
    public async Task<List<string>> ReadAsync(int limit, CancellationToken cancellationToken)
    {
        var lines = new List<string>(limit);
        while (lines.Count == 0 && !_isAtEnd)
        {
            var read = await input.ReadAsync(cancellationToken);
            var rest = read.Buffer;
            while (lines.Count < limit && TryTake(ref rest) is { } line)
            {
                lines.Add(line);
            }

            if (read.IsCompleted && lines.Count < limit)
            {
                _isAtEnd = true;
                if (WithoutMark(rest) is { IsEmpty: false } last)
                {
                    lines.Add(Decode(last));
                }

                rest = rest.Slice(rest.End);
            }

            if (rest.Length > (long)MaxBytesPerCharacter * maxCharacters && lines.Count == 0)
            {
                throw TooLong(_lines + 1);
            }

            Bytes += read.Buffer.Length - rest.Length;
            input.AdvanceTo(rest.Start, lines.Count > 0 ? rest.Start : rest.End);
        }

        return lines;
    }

    private string? TryTake(ref ReadOnlySequence<byte> rest)
    {
        if (rest.PositionOf((byte)'\n') is not { } end)
        {
            return null;
        }

        var line = Decode(WithoutMark(rest.Slice(0, end)));
        rest = rest.Slice(rest.GetPosition(1, end));
        return line;
    }

    // A mark behind the first bytes of the input is a character of its line.
    private ReadOnlySequence<byte> WithoutMark(ReadOnlySequence<byte> line) =>
        _lines == 0 && StartsWith(line, Mark) ? line.Slice(Mark.Length) : line;

    private string Decode(ReadOnlySequence<byte> bytes)
    {
        _lines++;
        try
        {
            var line = Strict.GetString(bytes);
            line = line.EndsWith('\r') ? line[..^1] : line;
            return line.Contains('\0', StringComparison.Ordinal) ? throw OtherEncoding(bytes, "has a NUL byte, as UTF-16 and UTF-32 do")
                : line.Length <= maxCharacters ? line
                : throw TooLong(_lines);
        }
        catch (DecoderFallbackException)
        {
            throw OtherEncoding(bytes, "is not valid UTF-8");
        }
    }

    private EmbedException OtherEncoding(ReadOnlySequence<byte> line, string reason)
    {
        var encoding = _lines > 1 ? null
            : StartsWith(line, [0xFF, 0xFE, 0, 0]) || StartsWith(line, [0, 0, 0xFE, 0xFF]) ? "UTF-32"
            : StartsWith(line, [0xFF, 0xFE]) || StartsWith(line, [0xFE, 0xFF]) ? "UTF-16"
            : null;
        var cause = encoding is null ? reason : $"is not valid UTF-8: the input begins with the byte order mark of {encoding}";
        return new EmbedException(
            $"line {_lines} {cause}. embed reads UTF-8; iconv -f {encoding ?? "ENCODING"} -t UTF-8 converts other encodings");
    }

    private static bool StartsWith(ReadOnlySequence<byte> line, ReadOnlySpan<byte> bytes)
    {
        Span<byte> begin = stackalloc byte[4];
        begin = begin[..bytes.Length];
        if (line.Length < bytes.Length)
        {
            return false;
        }

        line.Slice(0, bytes.Length).CopyTo(begin);
        return begin.SequenceEqual(bytes);
    }

    private EmbedException TooLong(long line) => new(
        $"line {line} has more than the {maxCharacters} characters that are allowed (Aegis:Api:MaxInputCharacters)");
}
