using System.Text.RegularExpressions;
using Aegis.SoakRunner.Document;
using Aegis.SoakRunner.Report;
using Aegis.SoakRunner.Tests.Support;

namespace Aegis.SoakRunner.Tests.Report;

public sealed class MarkdownReportTests
{
    [Fact]
    public void Verdict_OfARun_ComesBeforeEverySection()
    {
        var text = MarkdownReport.Write(SampleReport.Build());

        Assert.InRange(
            text.IndexOf("**FAIL**: p95 of bulk is above its limit", StringComparison.Ordinal), 0,
            text.IndexOf("## ", StringComparison.Ordinal));
    }

    [Fact]
    public void Gates_OfEveryOutcome_ShowMeasuredAndLimit()
    {
        var report = SampleReport.Build();
        string[] lines = MarkdownReport.Write(report).Split('\n');

        Assert.All(report.Verdict.Gates, gate => Assert.Contains(lines, line =>
            line.Contains($"| {gate.Gate} |", StringComparison.Ordinal) && line.Contains(gate.Outcome.Word(), StringComparison.Ordinal)
            && line.Contains($"| {gate.Measured} | {gate.Limit} |", StringComparison.Ordinal)));
    }

    [Fact]
    public void Load_OfEachStream_SaysHowItWasMade()
    {
        var text = MarkdownReport.Write(SampleReport.Build());

        Assert.Contains("open, Poisson 20/s", text, StringComparison.Ordinal);
        Assert.Contains("closed, 4 connections", text, StringComparison.Ordinal);
        Assert.Contains("from the moment at which a request was due", text, StringComparison.Ordinal);
        Assert.Contains("```\naegis-soak run --profile sample --target http://127.0.0.1:5080\n```", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Phases_WhereThereIsOne_HaveNoSection()
    {
        var report = SampleReport.Build();

        Assert.Contains("## Phases", MarkdownReport.Write(report), StringComparison.Ordinal);
        Assert.DoesNotContain(
            "## Phases", MarkdownReport.Write(report with { PhaseTotals = [report.PhaseTotals[0]] }), StringComparison.Ordinal);
    }

    [Fact]
    public void HostileText_InEveryPlace_StaysText()
    {
        var report = SampleReport.Build(text: SampleReport.Hostile) with { Command = "ok" };
        var text = MarkdownReport.Write(report);

        Assert.DoesNotContain("<script", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch(@"(?<!\\)\]\(http", text);
        Assert.DoesNotContain('\u0001', text);
        Assert.All(Tables(text), table => Assert.Single(table.Select(Cells).Distinct()));
    }

    [Fact]
    public void Command_WithFenceInside_DoesNotEndTheBlock()
    {
        var text = MarkdownReport.Write(SampleReport.Build() with { Command = "a\n```\n# not a heading" });

        Assert.Contains("````\na\n```\n# not a heading\n````", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Timeline_OfAlmostNothing_Renders(int windows)
        => Assert.Contains("**FAIL**", MarkdownReport.Write(SampleReport.Build(windows)), StringComparison.Ordinal);

    [Fact]
    public void Report_OfNothing_Renders()
    {
        var text = MarkdownReport.Write(
            SampleReport.Build(0) with
            {
                Totals = [], PhaseTotals = [], Faults = [], Problems = [], Notes = [],
                Verdict = new(VerdictOutcome.Stopped, "stopped by the user", []),
            });

        Assert.Contains("**STOPPED**: stopped by the user", text, StringComparison.Ordinal);
        Assert.Contains("No gate was judged.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_InAnotherCulture_AreTheSame()
    {
        var expected = MarkdownReport.Write(SampleReport.Build());
        using var culture = new OtherCulture();

        Assert.Equal(expected, MarkdownReport.Write(SampleReport.Build()));
    }

    private static IEnumerable<string[]> Tables(string text)
        => text.Split("\n\n")
            .Select(block => block.Split('\n').Where(line => line.StartsWith('|')).ToArray())
            .Where(table => table.Length > 0);

    private static int Cells(string line) => Regex.Count(line, @"(?<!\\)\|");
}
