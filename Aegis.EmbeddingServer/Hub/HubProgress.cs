using System.Globalization;

namespace Aegis.EmbeddingServer.Hub;

/// <summary>How far a pull is: whole lines, and on a terminal one that is written over while a file comes in.</summary>
internal sealed class HubProgress(TextWriter output, bool isTerminal, TimeProvider clock)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private long _shown;
    private int _width;

    /// <summary>Writes a line.</summary>
    public void Say(string line)
    {
        output.WriteLine(_width > 0 ? $"\r{line.PadRight(_width)}" : line);
        _width = 0;
    }

    /// <summary>Shows how far a file is, when it is time to.</summary>
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

    /// <summary>A size in the unit that suits it.</summary>
    public static string Size(long bytes) => bytes switch
    {
        < 1000 => string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes"),
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0.0} kB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB"),
    };
}
