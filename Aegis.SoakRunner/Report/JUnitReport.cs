using System.Globalization;
using System.Xml.Linq;

namespace Aegis.SoakRunner.Report;

/// <summary>A verdict as JUnit XML for build servers: one test case for each gate.</summary>
internal static class JUnitReport
{
    public static string Write(SoakReport report)
    {
        var suite = "soak." + SafeText.Line(report.Profile.Name);
        XElement[] cases = [.. report.Verdict.Gates.Select(gate => Case(suite, gate)), .. Rest(suite, report.Verdict)];
        var counts = new[]
        {
            new XAttribute("tests", cases.Length),
            new XAttribute("failures", cases.Count(test => test.Element("failure") is not null)),
            new XAttribute("errors", 0),
            new XAttribute("skipped", cases.Count(test => test.Element("skipped") is not null)),
            new XAttribute("time", Seconds(report).ToString("0.###", CultureInfo.InvariantCulture)),
        };
        var document = new XDocument(
            new XDeclaration("1.0", "utf-8", null),
            new XElement("testsuites", counts,
                new XElement("testsuite",
                    new XAttribute("name", suite), counts,
                    new XAttribute(
                        "timestamp", report.StartedAt.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture)),
                    new XElement("properties", Properties(report)),
                    cases,
                    new XElement("system-out", SafeText.Clean($"{report.Verdict.Outcome.Word()}: {report.Verdict.Reason}")))));
        return $"{document.Declaration}\n{document}\n";
    }

    private static XElement Case(string suite, GateResult gate)
    {
        var detail = $"measured {gate.Measured}, limit {gate.Limit}" + (gate.Explanation is null ? string.Empty : $": {gate.Explanation}");
        return Case(suite, gate.Stream is null ? gate.Gate : $"{gate.Gate} ({gate.Stream})", gate.Outcome, detail);
    }

    /// <summary>A stopped run whose gates all hold must not look green.</summary>
    private static XElement[] Rest(string suite, Verdict verdict)
        => verdict.Outcome == VerdictOutcome.Pass || verdict.Gates.Any(gate => gate.Outcome == verdict.Outcome)
            ? []
            : [Case(suite, "verdict", verdict.Outcome, $"{verdict.Outcome.Word()}: {verdict.Reason}")];

    private static XElement Case(string suite, string name, VerdictOutcome outcome, string detail)
    {
        var message = new XAttribute("message", SafeText.Line(detail));
        return new XElement("testcase",
            new XAttribute("classname", suite),
            new XAttribute("name", SafeText.Line(name)),
            new XAttribute("time", "0"),
            outcome switch
            {
                VerdictOutcome.Pass => new XElement("system-out", SafeText.Clean(detail)),
                VerdictOutcome.Fail => new XElement("failure", message, new XAttribute("type", "gate"), SafeText.Clean(detail)),
                _ => new XElement("skipped", message),
            });
    }

    private static IEnumerable<XElement> Properties(SoakReport report)
        => new (string Key, string? Value)[]
        {
            ("run", report.Id),
            ("verdict", report.Verdict.Outcome.Word()),
            ("profile", report.Profile.Name),
            ("command", report.Command),
        }
        .Concat(ReportFacts.Of(report).Select(fact => (fact.Key, fact.Value)))
        .Where(property => property.Value is not null)
        .Select(
            property => new XElement(
                "property", new XAttribute("name", property.Key), new XAttribute("value", SafeText.Line(property.Value!))));

    /// <summary>The measured time: a stopped run is shorter than planned.</summary>
    private static double Seconds(SoakReport report) => report.Timeline.Sum(window => window.Seconds);
}
