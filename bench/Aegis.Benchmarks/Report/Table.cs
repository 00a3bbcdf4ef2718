using System.Globalization;
using System.Text;

namespace Aegis.Benchmarks.Report;

/// <summary>Figures in rows: a Markdown table, and JSON in <see cref="BenchmarkReport"/>.</summary>
/// <param name="Title">What the figures show.</param>
/// <param name="Columns">Names of the columns, with units.</param>
internal sealed record Table(string Title, params string[] Columns)
{
    public List<object[]> Rows { get; } = [];

    /// <summary>Adds a row of texts and numbers. Three digits of a number matter.</summary>
    public void Add(params object[] row) => Rows.Add(row);

    public string Markdown()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"**{Title}**").AppendLine();
        text.AppendLine(Line(Columns)).AppendLine(Line(Columns.Select(_ => "---")));
        foreach (var row in Rows)
        {
            text.AppendLine(Line(row.Select(Cell)));
        }

        return text.ToString();
    }

    private static string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";

    private static string Cell(object value) => value switch
    {
        double number => number.ToString(
            Math.Abs(number) switch { >= 100 => "N0", >= 10 => "0.0", _ => "0.00" }, CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? string.Empty,
    };
}
