using System.Globalization;

namespace Aegis.EmbeddingServer.Hub;

/// <summary>Shows the progress of a pull: lines, and on a terminal also a line that is updated during a download.</summary>
internal sealed class HubProgress(TextWriter output, bool isTerminal, TimeProvider clock)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private long _shown;
    private int _width;

    public void WriteLine(string line)
    {
        output.WriteLine(_width > 0 ? $"\r{line.PadRight(_width)}" : line);
        _width = 0;
    }

    /// <summary>Updates the line of a download, at most every 200 ms.</summary>
    public void Show(string file, long bytes, long? total)
    {
        if (!isTerminal || (_shown != 0 && clock.GetElapsedTime(_shown) < Interval))
        {
            return;
        }

        _shown = clock.GetTimestamp();
        var line = total is > 0 and var all ? $"{file}: {Size(bytes)} of {Size(all)}, {100 * bytes / all} %" : $"{file}: {Size(bytes)}";
        output.Write($"\r{line.PadRight(_width)}");
        _width = Math.Max(_width, line.Length);
    }

    public static string Size(long bytes) => bytes switch
    {
        < 1000 => string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes"),
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0.0} kB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB"),
    };
}
