using System.Globalization;

namespace Aegis.EmbeddingServer.Commands.Embed;

/// <summary>How far <c>embed</c> is: a line that is written over on a terminal, and one line at the end anywhere.</summary>
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

    /// <summary>The model is loaded: from here on time counts.</summary>
    /// <param name="inputBytes">Size of the input; null when nobody knows.</param>
    public void Begin(long? inputBytes)
    {
        _begin = clock.GetTimestamp();
        _inputBytes = inputBytes;
    }

    /// <summary>So many bytes of the input have been read. Safe from another thread.</summary>
    public void Read(long bytes) => Volatile.Write(ref _readBytes, bytes);

    /// <summary>Counts a line.</summary>
    public void Add(int tokens, bool truncated)
    {
        _lines++;
        _tokens += tokens;
        _truncated += truncated ? 1 : 0;
    }

    /// <summary>Shows it, when it is time to.</summary>
    public void Show()
    {
        if (!isTerminal || (_shown != 0 && clock.GetElapsedTime(_shown) < Interval))
        {
            return;
        }

        _shown = clock.GetTimestamp();
        output.Write($"\r{Bar()}{Rates()}   ");
    }

    /// <summary>Ends with what was done.</summary>
    /// <param name="maxTokens">The limit that lines were cut to.</param>
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
        return Invariant($"{_lines:N0} lines, {_tokens:N0} tokens in {seconds:0.0} s: {_lines / seconds:N0} lines/s, {_tokens / seconds:N0} tokens/s");
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
