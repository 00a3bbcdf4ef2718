using System.Text.RegularExpressions;
using System.Xml.Linq;
using Aegis.SoakRunner.Report;
using Aegis.SoakRunner.Tests.Support;

namespace Aegis.SoakRunner.Tests.Report;

public sealed class HtmlReportTests
{
    [Fact]
    public void Page_OfARun_ShowsVerdictAndEveryGate()
    {
        var report = SampleReport.Build();
        var page = HtmlReport.Write(report);

        Assert.Contains("✗ FAIL", page, StringComparison.Ordinal);
        Assert.Contains(report.Verdict.Reason, page, StringComparison.Ordinal);
        Assert.All(
            report.Verdict.Gates,
            gate => Assert.Contains($">{gate.Measured}</td><td class=\"number\">{gate.Limit}</td>", page, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, null)]
    [InlineData(45, null)]
    [InlineData(45, SampleReport.Hostile)]
    public void Page_OfAnyRun_IsWellFormedAndNeedsNothingElse(int windows, string? text)
    {
        var page = HtmlReport.Write(SampleReport.Build(windows, text));
        var root = XDocument.Parse(page["<!DOCTYPE html>".Length..]).Root!;

        Assert.DoesNotContain(
            root.Descendants(),
            element => element.Name.LocalName is "script" or "link" or "img" or "iframe" or "object" or "a" or "use" or "image");
        Assert.DoesNotContain(
            root.Descendants().Attributes(),
            attribute => attribute.Name.LocalName is "src" or "href" or "srcset" or "action"
                || attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        Assert.All(root.Descendants("style"), style => Assert.DoesNotMatch("url\\(|@import|http", style.Value));
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain('\u0001', page);
    }

    [Fact]
    public void Ids_OfAPage_AreUniqueAndEveryReferenceIsMet()
    {
        var root = XDocument.Parse(HtmlReport.Write(SampleReport.Build(text: SampleReport.Hostile))["<!DOCTYPE html>".Length..]).Root!;
        string[] ids = [.. root.Descendants().Attributes("id").Select(attribute => attribute.Value)];

        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.All(
            root.Descendants().Attributes("aria-labelledby").SelectMany(attribute => attribute.Value.Split(' ')),
            id => Assert.Contains(id, ids));
    }

    [Fact]
    public void Tables_OfAPage_HaveHeadersAndScrollInTheirBox()
    {
        var root = XDocument.Parse(HtmlReport.Write(SampleReport.Build())["<!DOCTYPE html>".Length..]).Root!;

        Assert.All(root.Descendants("table"), table =>
        {
            Assert.Equal("scroll", table.Parent!.Attribute("class")!.Value);
            Assert.All(table.Element("thead")!.Descendants("th"), header => Assert.Equal("col", header.Attribute("scope")!.Value));
            Assert.All(
                table.Element("tbody")!.Elements("tr"), row => Assert.Equal("row", row.Elements().First().Attribute("scope")!.Value));
        });
    }

    [Fact]
    public void Page_AndMarkdown_HaveTheSameSections()
    {
        var report = SampleReport.Build();

        Assert.Equal(
            Regex.Matches(MarkdownReport.Write(report), "^## (.+)$", RegexOptions.Multiline).Select(match => match.Groups[1].Value),
            Regex.Matches(HtmlReport.Write(report), "<h2[^>]*>([^<]+)</h2>").Select(match => match.Groups[1].Value));
    }

    [Fact]
    public void Numbers_InAnotherCulture_AreTheSame()
    {
        var expected = HtmlReport.Write(SampleReport.Build());
        using var culture = new OtherCulture();

        Assert.Equal(expected, HtmlReport.Write(SampleReport.Build()));
    }
}
