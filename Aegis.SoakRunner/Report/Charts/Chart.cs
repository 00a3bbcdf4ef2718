namespace Aegis.SoakRunner.Report.Charts;

/// <summary>A line chart over the time of the run.</summary>
/// <param name="Name">Name of its file and prefix of its element ids: lower case letters, digits, dashes; unique in a report.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Unit">Of its values.</param>
/// <param name="Series">Lines.</param>
/// <param name="Bands">Parts of the time that are named or shaded.</param>
/// <param name="FromSeconds">Start of the time.</param>
/// <param name="ToSeconds">End of the time.</param>
/// <param name="Empty">What to say where there is no line.</param>
/// <param name="CanBeLogarithmic">Whether values that lie far apart may be shown on a logarithmic scale.</param>
internal sealed record Chart(
    string Name,
    string Title,
    string Unit,
    IReadOnlyList<ChartSeries> Series,
    IReadOnlyList<ChartBand> Bands,
    double FromSeconds,
    double ToSeconds,
    string Empty,
    bool CanBeLogarithmic = false);

/// <summary>One line.</summary>
/// <param name="Name">Name in the legend.</param>
/// <param name="Color">Which colour of the palette.</param>
/// <param name="Stroke">How it is drawn, so that lines differ by more than colour.</param>
/// <param name="Points">In order of time; a null is a gap.</param>
internal sealed record ChartSeries(string Name, int Color, ChartStroke Stroke, IReadOnlyList<ChartPoint> Points);

/// <summary>A value at a moment.</summary>
internal readonly record struct ChartPoint(double Seconds, double? Value);

/// <summary>Kinds of lines.</summary>
internal enum ChartStroke
{
    Solid,
    Dashed,
    Dotted,
}

/// <summary>A part of the time.</summary>
/// <param name="Name">Shown above it.</param>
/// <param name="FromSeconds">Start.</param>
/// <param name="ToSeconds">End.</param>
/// <param name="IsShaded">Shaded: not judged.</param>
internal sealed record ChartBand(string Name, double FromSeconds, double ToSeconds, bool IsShaded);
