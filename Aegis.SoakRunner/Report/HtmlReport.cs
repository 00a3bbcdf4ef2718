using Aegis.SoakRunner.Report.Charts;

namespace Aegis.SoakRunner.Report;

/// <summary>A report as one page that needs nothing else: no script, no network, no other file.</summary>
internal static class HtmlReport
{
    public static string Write(SoakReport report)
    {
        var outcome = report.Verdict.Outcome;
        var page = new MarkupWriter().Raw("<!DOCTYPE html>\n").Start("html", ("lang", "en")).Line().Start("head").Line();
        page.Empty("meta", ("charset", "utf-8")).Line();
        page.Empty("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1")).Line();

        // Text from outside is encoded; should one slip through, the browser still loads and runs nothing.
        page.Empty("meta", ("http-equiv", "Content-Security-Policy"), ("content", "default-src 'none'; style-src 'unsafe-inline'")).Line();
        page.Element("title", $"{outcome.Word()}: {ReportSections.Title(report)}").Line();
        page.Start("style").Raw(HtmlStyle.Css).Line().Raw(SvgStyle.Css).End().Line().End().Line();

        page.Start("body").Start("main").Line().Element("h1", ReportSections.Title(report)).Line();
        page.Start("div", ("class", "verdict back-" + Name(outcome)), ("role", "status"))
            .Element("strong", $"{Sign(outcome)} {outcome.Word()}").Element("span", report.Verdict.Reason).End().Line();
        page.Element("p", ReportSections.Summary(report)).Line();
        foreach (var section in ReportSections.Build(report))
        {
            var id = SafeText.Slug(section.Title);
            page.Start("section", ("aria-labelledby", id)).Line().Element("h2", section.Title, ("id", id)).Line();
            foreach (var block in section.Blocks)
            {
                Write(page, block);
            }

            page.End().Line();
        }

        return page.End().End().End().Line().ToString();
    }

    private static void Write(MarkupWriter page, Block block)
    {
        switch (block)
        {
            case ParagraphBlock paragraph:
                page.Element("p", paragraph.Text).Line();
                break;
            case ListBlock points:
                page.Start("ul").Line();
                foreach (var item in points.Items)
                {
                    page.Element("li", item).Line();
                }

                page.End().Line();
                break;
            case TableBlock figures:
                Write(page, figures.Table);
                break;
            case CodeBlock code:
                page.Start("pre", ("tabindex", "0")).Element("code", code.Text).End().Line();
                break;
            case ChartBlock charts:
                page.Start("div", ("class", "charts")).Line();
                foreach (var chart in charts.Items)
                {
                    page.Start("figure");
                    SvgChart.Inline(page, chart);
                    page.End().Line();
                }

                page.End().Line();
                break;
        }
    }

    /// <summary>A wide table scrolls in its box; the box takes the focus so that it also scrolls by keyboard.</summary>
    private static void Write(MarkupWriter page, ReportTable table)
    {
        page.Start("div", ("class", "scroll"), ("role", "region"), ("aria-label", table.Caption), ("tabindex", "0"));
        page.Start("table").Element("caption", table.Caption).Line().Start("thead").Start("tr");
        foreach (var column in table.Columns)
        {
            page.Element("th", column.Name, ("scope", "col"), ("class", Align(column)));
        }

        page.End().End().Line().Start("tbody").Line();
        foreach (var row in table.Rows)
        {
            page.Start("tr");
            for (var at = 0; at < row.Count; at++)
            {
                Write(page, row[at], at == 0, Align(table.Columns[at]));
            }

            page.End().Line();
        }

        page.End().End().End().Line();
    }

    private static void Write(MarkupWriter page, Cell cell, bool namesTheRow, string align)
    {
        if (namesTheRow)
        {
            page.Element("th", cell.Text, ("scope", "row"), ("class", align));
        }
        else if (cell.Outcome is { } outcome)
        {
            page.Start("td", ("class", align));
            page.Element("span", $"{Sign(outcome)} {cell.Text}", ("class", "outcome back-" + Name(outcome))).End();
        }
        else
        {
            page.Element("td", cell.Text, ("class", align));
        }
    }

    private static string Align(Column column) => column.IsNumber ? "number" : "text";

    private static string Name(VerdictOutcome outcome) => outcome.Word().ToLowerInvariant();

    /// <summary>Tells outcomes apart without colour.</summary>
    private static string Sign(VerdictOutcome outcome) => outcome switch
    {
        VerdictOutcome.Pass => "✓",
        VerdictOutcome.Fail => "✗",
        VerdictOutcome.Inconclusive => "?",
        _ => "■",
    };
}
