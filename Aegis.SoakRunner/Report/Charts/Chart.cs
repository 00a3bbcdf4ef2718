namespace Aegis.SoakRunner.Report.Charts;

/// <param name="Name">File name and prefix of element ids: lower case letters, digits, dashes; unique in a report.</param>
/// <param name="Empty">Text of a chart without lines.</param>
/// <param name="CanBeLogarithmic">Whether a wide range may have a logarithmic scale.</param>
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

/// <param name="Color">Number in the palette.</param>
/// <param name="Stroke">Lines differ by more than colour.</param>
/// <param name="Points">In order of time; null: a gap.</param>
internal sealed record ChartSeries(string Name, int Color, ChartStroke Stroke, IReadOnlyList<ChartPoint> Points);

internal readonly record struct ChartPoint(double Seconds, double? Value);

internal enum ChartStroke
{
    Solid,
    Dashed,
    Dotted,
}

/// <param name="IsShaded">Not judged.</param>
internal sealed record ChartBand(string Name, double FromSeconds, double ToSeconds, bool IsShaded);
