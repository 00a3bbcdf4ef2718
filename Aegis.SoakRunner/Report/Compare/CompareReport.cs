using System.Text;

namespace Aegis.SoakRunner.Report.Compare;

/// <summary>Two runs side by side, as Markdown that also reads well on a terminal.</summary>
internal static class CompareReport
{
    public static string Write(SoakReport a, SoakReport b)
    {
        var text = new StringBuilder();
        text.Append("# ").Append(SafeText.Markdown($"{a.Id} and {b.Id}")).Append("\n\n");
        var differences = CompareTables.Differences(a, b);
        string[] grave = [.. differences.Where(difference => !difference.IsPlace).Select(difference => difference.Label)];
        if (grave.Length > 0)
        {
            text.Append("**Warning**: the two runs differ in more than their figures: ")
                .Append(SafeText.Markdown(string.Join(", ", grave))).Append(".\n\n");
        }

        if (differences.Count > 0)
        {
            Section(text, "What differs", CompareTables.Differences(differences));
        }

        Section(text, "Verdicts", CompareTables.Verdicts(a, b));
        Section(text, "Streams", CompareTables.Streams(a.Totals, b.Totals));
        Section(text, "Target", CompareTables.Target(TargetUsage.Of(a), TargetUsage.Of(b)));
        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static void Section(StringBuilder text, string title, ReportTable table)
    {
        text.Append("## ").Append(title).Append("\n\n");
        MarkdownReport.Append(text, table);
        text.Append('\n');
    }
}
