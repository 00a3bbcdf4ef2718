using System.Text;

namespace Aegis.SoakRunner.Report;

/// <summary>A report as Markdown, with its charts as files in <see cref="ChartFolder"/> beside it.</summary>
internal static class MarkdownReport
{
    public const string ChartFolder = "charts";

    public static string Write(SoakReport report)
    {
        var text = new StringBuilder();
        text.Append("# ").Append(SafeText.Markdown(ReportSections.Title(report))).Append("\n\n");
        text.Append("**").Append(report.Verdict.Outcome.Word()).Append("**: ");
        text.Append(SafeText.Markdown(report.Verdict.Reason)).Append("\n\n");
        text.Append(SafeText.Markdown(ReportSections.Summary(report))).Append('\n');
        foreach (var section in ReportSections.Build(report))
        {
            text.Append("\n## ").Append(section.Title).Append('\n');
            foreach (var block in section.Blocks)
            {
                text.Append('\n');
                Append(text, block);
            }
        }

        return text.ToString();
    }

    public static void Append(StringBuilder text, ReportTable table)
    {
        Row(text, table.Columns.Select(column => column.Name));
        text.Append('|').AppendJoin('|', table.Columns.Select(column => column.IsNumber ? " ---: " : " --- ")).Append("|\n");
        foreach (var row in table.Rows)
        {
            Row(text, row.Select(cell => cell.Text));
        }
    }

    private static void Append(StringBuilder text, Block block)
    {
        switch (block)
        {
            case ParagraphBlock paragraph:
                text.Append(SafeText.Markdown(paragraph.Text)).Append('\n');
                break;
            case ListBlock points:
                foreach (var item in points.Items)
                {
                    text.Append("- ").Append(Item(item)).Append('\n');
                }

                break;
            case TableBlock figures:
                Append(text, figures.Table);
                break;
            case CodeBlock code:
                Append(text, code);
                break;
            case ChartBlock charts:
                text.AppendJoin(
                    '\n', charts.Items.Select(chart => $"![{SafeText.Markdown(chart.Title)}]({ChartFolder}/{chart.Name}.svg)\n"));
                break;
        }
    }

    private static void Row(StringBuilder text, IEnumerable<string> cells)
        => text.Append("| ").AppendJoin(" | ", cells.Select(SafeText.Markdown)).Append(" |\n");

    /// <summary>The fence is longer than any run of backticks in the text.</summary>
    private static void Append(StringBuilder text, CodeBlock code)
    {
        var clean = SafeText.Clean(code.Text).ReplaceLineEndings("\n");
        var (longest, run) = (0, 0);
        foreach (var character in clean)
        {
            run = character == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        var fence = new string('`', Math.Max(3, longest + 1));
        text.Append(fence).Append('\n').Append(clean).Append('\n').Append(fence).Append('\n');
    }

    /// <summary>Escapes what would begin a list inside the list.</summary>
    private static string Item(string text)
    {
        var safe = SafeText.Markdown(text);
        if (safe is ['-' or '+' or '=', ..])
        {
            return "\\" + safe;
        }

        var digits = safe.TakeWhile(char.IsAsciiDigit).Count();
        return digits > 0 && digits < safe.Length && safe[digits] is ('.' or ')') ? safe.Insert(digits, "\\") : safe;
    }
}
