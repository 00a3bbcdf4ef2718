using System.Xml.Linq;
using Aegis.SoakRunner.Document;
using Aegis.SoakRunner.Report;
using Aegis.SoakRunner.Tests.Support;

namespace Aegis.SoakRunner.Tests.Report;

public sealed class JUnitReportTests
{
    [Fact]
    public void Gates_OfEveryOutcome_AreTestCases()
    {
        var suite = XDocument.Parse(JUnitReport.Write(SampleReport.Build())).Descendants("testsuite").Single();
        XElement[] cases = [.. suite.Elements("testcase")];

        Assert.Equal(
            ["p95 (interactive)", "p95 (bulk)", "working set growth", "error rate"], cases.Select(test => test.Attribute("name")!.Value));
        Assert.All(cases, test => Assert.Equal("soak.sample", test.Attribute("classname")!.Value));
        Assert.Equal(
            "measured 1,234.5 ms, limit 900 ms: Above the limit since window 12.",
            cases[1].Element("failure")!.Attribute("message")!.Value);
        Assert.StartsWith(
            "measured not known, limit 32 MiB", cases[2].Element("skipped")!.Attribute("message")!.Value, StringComparison.Ordinal);
        Assert.Equal(
            ("4", "1", "1", "450"),
            (
                suite.Attribute("tests")!.Value, suite.Attribute("failures")!.Value, suite.Attribute("skipped")!.Value,
                suite.Attribute("time")!.Value));
    }

    [Fact]
    public void Facts_OfMachineAndTarget_AreProperties()
    {
        var properties = XDocument.Parse(JUnitReport.Write(SampleReport.Build())).Descendants("property")
            .ToDictionary(property => property.Attribute("name")!.Value, property => property.Attribute("value")!.Value);

        Assert.Equal("Example CPU 3.2 GHz", properties["machine.cpu"]);
        Assert.Equal("bge-small-en-v1.5", properties["target.model"]);
        Assert.Equal("FAIL", properties["verdict"]);
    }

    [Fact]
    public void StoppedRun_WhoseGatesHold_IsNotGreen()
    {
        var report = SampleReport.Build();
        report = report with { Verdict = new(VerdictOutcome.Stopped, "stopped by the user", [report.Verdict.Gates[0]]) };

        var last = XDocument.Parse(JUnitReport.Write(report)).Descendants("testcase").Last();

        Assert.Equal("STOPPED: stopped by the user", last.Element("skipped")!.Attribute("message")!.Value);
    }

    [Fact]
    public void HostileText_InEveryPlace_IsWellFormed()
        => Assert.Equal(
            4, XDocument.Parse(JUnitReport.Write(SampleReport.Build(text: SampleReport.Hostile))).Descendants("testcase").Count());
}
