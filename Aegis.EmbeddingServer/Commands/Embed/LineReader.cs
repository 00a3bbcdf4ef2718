using System.Buffers;
using System.IO.Pipelines;
using System.Text;

namespace Aegis.EmbeddingServer.Commands.Embed;

/// <summary>Lines of strict UTF-8: what is no UTF-8 is an error, never another character in silence.</summary>
/// <param name="input">The bytes; LF or CRLF ends a line, a mark at the start is skipped, the last line needs no end.</param>
/// <param name="maxCharacters">Longest line, in UTF-16 units.</param>
internal sealed class LineReader(PipeReader input, int maxCharacters)
{
    private const int MaxBytesPerCharacter = 3;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private long _lines;
    private bool _isAtEnd;

    /// <summary>Bytes read so far.</summary>
    public long Bytes { get; private set; }

    /// <summary>Up to so many lines; fewer only at the end, or when no more have come yet.</summary>
    /// <exception cref="EmbedException">A line is too long or no UTF-8; the message has its number.</exception>
    public async Task<List<string>> ReadAsync(int most, CancellationToken cancellationToken)
    {
        var lines = new List<string>(most);
        while (lines.Count == 0 && !_isAtEnd)
        {
            var read = await input.ReadAsync(cancellationToken);
            var rest = read.Buffer;
            while (lines.Count < most && TryTake(ref rest) is { } line)
            {
                lines.Add(line);
            }

            if (read.IsCompleted && lines.Count < most)
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

    private EmbedException TooLong(long line) => new($"line {line} has more than the {maxCharacters} characters that are allowed (Aegis:Api:MaxInputCharacters)");
}
