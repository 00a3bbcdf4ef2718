using System.Xml.Linq;
using Aegis.SoakRunner.Report;
using Aegis.SoakRunner.Report.Charts;
using Aegis.SoakRunner.Tests.Support;

namespace Aegis.SoakRunner.Tests.Report.Charts;

public sealed class SvgChartReportTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(45)]
    [InlineData(9_000)]
    public void Charts_OfAnyLength_AreWellFormedAndNamed(int windows)
    {
        var charts = ReportCharts.Build(SampleReport.Build(windows));

        Assert.Equal(charts.Count, charts.Select(chart => chart.Name).Distinct().Count());
        Assert.All(charts, chart =>
        {
            var root = XDocument.Parse(SvgChart.File(chart)).Root!;
            Assert.Equal("img", root.Attribute("role")!.Value);
            Assert.Equal(chart.Title, root.Element(Svg + "title")!.Value);
            Assert.DoesNotContain("NaN", root.ToString(), StringComparison.Ordinal);
            Assert.True(root.ToString().Length < 150_000, "too large: " + root.ToString().Length);
        });
    }

    [Fact]
    public void Charts_OfARun_AreThoseThatTheReportPromises()
        => Assert.Equal(
            ["throughput", "latency-1-interactive", "latency-2-bulk", "failures", "memory", "queue"],
            ReportCharts.Build(SampleReport.Build()).Select(chart => chart.Name));

    [Fact]
    public void Chart_OfHostileNames_IsWellFormedXmlWithoutThem()
    {
        Assert.All(ReportCharts.Build(SampleReport.Build(text: SampleReport.Hostile)), chart =>
        {
            var text = SvgChart.File(chart);
            XDocument.Parse(text);
            Assert.DoesNotContain("<script", text, StringComparison.Ordinal);
            Assert.Matches("^[a-z0-9-]+$", chart.Name);
        });
    }

    [Fact]
    public void Bands_OfWarmUpPhasesAndDrain_AreNamed()
    {
        var bands = ReportCharts.Build(SampleReport.Build())[0].Bands;

        Assert.Equal(["warm-up", "alone", "together", "drain"], bands.Select(band => band.Name));
        Assert.Equal([true, false, false, true], bands.Select(band => band.IsShaded));
    }

    [Fact]
    public void Memory_WhereSamplesAreMissing_IsBrokenAndNotZero()
    {
        var line = ReportCharts.Build(SampleReport.Build()).Single(chart => chart.Name == "memory").Series[0];

        Assert.Equal(4, line.Points.Count(point => point.Value is null));
        Assert.DoesNotContain(line.Points, point => point.Value == 0);
    }

    [Fact]
    public void Memory_WithoutAnySample_SaysSo()
    {
        var report = SampleReport.Build();
        report = report with { Timeline = [.. report.Timeline.Select(window => window with { Target = null })] };

        Assert.Contains(
            "the target could not be sampled", SvgChart.File(ReportCharts.Build(report).Single(chart => chart.Name == "memory")),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Thinning_OfALongLine_KeepsSpikesAndGaps()
    {
        ChartPoint[] points =
        [
            .. Enumerable.Range(0, 50_000)
                .Select(at => new ChartPoint(at, at switch { 31_234 => 99, 7_000 => null, 12_345 => -5, _ => 1 })),
        ];

        var thin = Thinning.Thin(points);

        Assert.InRange(thin.Count, 2, Thinning.MaxPoints);
        Assert.Contains(new ChartPoint(31_234, 99), thin);
        Assert.Contains(new ChartPoint(12_345, -5), thin);
        Assert.Contains(new ChartPoint(7_000, null), thin);
        Assert.Equal(thin.OrderBy(point => point.Seconds), thin);
    }

    [Theory]
    [InlineData(new double[] { }, false)]
    [InlineData(new double[] { 0 }, false)]
    [InlineData(new double[] { 3, 7.2, 9.9 }, false)]
    [InlineData(new double[] { 0.4, 3, 5_000 }, true)]
    [InlineData(new double[] { 1e-9, 1e-9 }, false)]
    [InlineData(new double[] { double.NaN, double.PositiveInfinity, 3 }, false)]
    public void Values_OfAnySize_LieInsideTheAxis(double[] values, bool logarithmic)
    {
        var axis = ChartAxis.Values(values, "ms", canBeLogarithmic: true);

        Assert.Equal(logarithmic, axis.IsLogarithmic);
        Assert.InRange(axis.Ticks.Count, 2, 20);
        Assert.All(values.Where(double.IsFinite), value => Assert.InRange(value, axis.Low, axis.High * (1 + 1e-9)));
    }

    [Theory]
    [InlineData(0, 60, "s")]
    [InlineData(0, 0, "s")]
    [InlineData(0, 0.5, "s")]
    [InlineData(0, 600, "min")]
    [InlineData(0, 86_400, "h")]
    [InlineData(0, 864_000, "h")]
    public void Time_OfAnyLength_HasFewTicks(double from, double to, string unit)
    {
        var axis = ChartAxis.Time(from, to);

        Assert.Equal(unit, axis.Unit);
        Assert.InRange(axis.Ticks.Count, 2, 11);
    }
}
