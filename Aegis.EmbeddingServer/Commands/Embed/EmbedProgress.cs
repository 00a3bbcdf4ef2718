using static System.FormattableString;

namespace Aegis.EmbeddingServer.Commands.Embed;

/// <summary>The progress of <c>embed</c>: a line that is updated on a terminal, and one line at the end.</summary>
internal sealed class EmbedProgress(TextWriter output, bool isTerminal, TimeProvider clock)
{
    private const int BarWidth = 24;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private long _begin = clock.GetTimestamp();
    private long _shown;
    private long _lines;
    private long _tokens;
    private long _truncated;
    private long? _inputBytes;
    private long _readBytes;

    /// <summary>Starts the clock, after the model is loaded. The size of the input is null if it is unknown.</summary>
    public void Begin(long? inputBytes)
    {
        _begin = clock.GetTimestamp();
        _inputBytes = inputBytes;
    }

    /// <summary>Sets the bytes of the input that have been read. Safe from another thread.</summary>
    public void Read(long bytes) => Volatile.Write(ref _readBytes, bytes);

    public void Add(int tokens, bool truncated)
    {
        _lines++;
        _tokens += tokens;
        _truncated += truncated ? 1 : 0;
    }

    public void Show()
    {
        if (!isTerminal || (_shown != 0 && clock.GetElapsedTime(_shown) < Interval))
        {
            return;
        }

        _shown = clock.GetTimestamp();
        output.Write($"\r{Bar()}{Rates()}   ");
    }

    public void End(int maxTokens)
    {
        output.WriteLine((isTerminal ? "\r" : string.Empty) + Rates() + (isTerminal ? new string(' ', BarWidth + 10) : string.Empty));
        if (_truncated > 0)
        {
            output.WriteLine(Invariant($"{_truncated:N0} of {_lines:N0} lines had more than {maxTokens} tokens and were cut"));
        }
    }

    private string Bar()
    {
        if (_inputBytes is not > 0)
        {
            return string.Empty;
        }

        var share = Math.Min(1, Volatile.Read(ref _readBytes) / (double)_inputBytes);
        var filled = (int)(share * BarWidth);
        return Invariant($"[{new string('#', filled)}{new string('.', BarWidth - filled)}] {share * 100,3:0} %  ");
    }

    private string Rates()
    {
        var seconds = Math.Max(clock.GetElapsedTime(_begin).TotalSeconds, 1e-3);
        return Invariant($"{_lines:N0} lines, {_tokens:N0} tokens in {seconds:0.0} s: ")
            + Invariant($"{_lines / seconds:N0} lines/s, {_tokens / seconds:N0} tokens/s");
    }
}
