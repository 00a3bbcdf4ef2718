using System.Buffers;
using System.IO.Pipelines;
using System.Text;

namespace Aegis.EmbeddingServer.Commands.Embed;

/// <summary>Reads lines of strict UTF-8. Invalid UTF-8 is an error.</summary>
/// <param name="input">LF or CRLF ends a line; a byte order mark at the start is skipped; the last line needs no end.</param>
/// <param name="maxCharacters">Limit of a line, in UTF-16 units.</param>
internal sealed class LineReader(PipeReader input, int maxCharacters)
{
    private const int MaxBytesPerCharacter = 3;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private long _lines;
    private bool _isAtEnd;

    public long Bytes { get; private set; }

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
                if (!rest.IsEmpty)
                {
                    lines.Add(Decode(rest));
                    rest = rest.Slice(rest.End);
                }
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

        var line = Decode(rest.Slice(0, end));
        rest = rest.Slice(rest.GetPosition(1, end));
        return line;
    }

    private string Decode(ReadOnlySequence<byte> bytes)
    {
        _lines++;
        try
        {
            var line = Strict.GetString(bytes);
            line = line.EndsWith('\r') ? line[..^1] : line;
            line = _lines == 1 && line.StartsWith('\uFEFF') ? line[1..] : line;
            return line.Length <= maxCharacters ? line : throw TooLong(_lines);
        }
        catch (DecoderFallbackException)
        {
            throw new EmbedException($"line {_lines} is not valid UTF-8");
        }
    }

    private EmbedException TooLong(long line) => new(
        $"line {line} has more than the {maxCharacters} characters that are allowed (Aegis:Api:MaxInputCharacters)");
}
