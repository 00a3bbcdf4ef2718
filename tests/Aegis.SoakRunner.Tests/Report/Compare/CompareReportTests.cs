using Aegis.SoakRunner.Report.Compare;
using Aegis.SoakRunner.Tests.Support;

namespace Aegis.SoakRunner.Tests.Report.Compare;

public sealed class CompareReportTests
{
    [Fact]
    public void SameConditions_GiveNoWarning()
    {
        var a = SampleReport.Build();

        Assert.DoesNotContain(
            "Warning",
            CompareReport.Write(a, SampleReport.Build(slower: 2) with { Target = a.Target with { Address = "http://127.0.0.1:9/" } }),
            StringComparison.Ordinal);
    }

    [Fact]
    public void SlowerRun_ShowsTheChangeInPercent()
    {
        var text = CompareReport.Write(SampleReport.Build(), SampleReport.Build(slower: 1.5));

        Assert.Contains("| interactive | p50 ms | 38.0 | 57.0 | +50.0 % |", text, StringComparison.Ordinal);
        Assert.Contains("| interactive | req/s | 20.0 | 20.0 | 0 % |", text, StringComparison.Ordinal);
        Assert.Contains("| Working set at the end | 488.4 MiB | 488.4 MiB |", text, StringComparison.Ordinal);
    }

    [Fact]
    public void OtherModelAndRubric_AreNamedInTheWarning()
    {
        var a = SampleReport.Build();
        var b = a with
        {
            Target = a.Target with { Model = "other-model", Precision = "int8" },
            Profile = a.Profile with { Rubric = a.Profile.Rubric with { ErrorRate = 0.5 } },
        };

        var text = CompareReport.Write(a, b);

        Assert.Contains(
            "Profile, rubric.errorRate, Model, Precision.",
            text.Split('\n').Single(line => line.Contains("**Warning**", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("| Model | bge-small-en-v1.5 | other-model |", text, StringComparison.Ordinal);
        Assert.True(text.IndexOf("## What differs", StringComparison.Ordinal) < text.IndexOf("## Streams", StringComparison.Ordinal));
    }

    [Fact]
    public void StreamOfOneRunOnly_IsShownSo()
    {
        var a = SampleReport.Build();
        var b = a with { Totals = [a.Totals[0], a.Totals[1] with { Stream = "new" }] };

        var text = CompareReport.Write(a, b);

        Assert.Contains("| bulk | only in A |", text, StringComparison.Ordinal);
        Assert.Contains("| new | only in B |", text, StringComparison.Ordinal);
    }

    [Fact]
    public void HostileText_InEveryPlace_StaysText()
        => Assert.DoesNotContain(
            "<script", CompareReport.Write(SampleReport.Build(), SampleReport.Build(text: SampleReport.Hostile)),
            StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void EmptyRuns_Render() =>
        Assert.Contains(
            "## Target", CompareReport.Write(SampleReport.Build(0) with { Totals = [] }, SampleReport.Build(0)), StringComparison.Ordinal);
}
