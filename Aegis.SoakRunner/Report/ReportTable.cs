using Aegis.SoakRunner.Document;
using Aegis.SoakRunner.Report.Charts;
using Aegis.SoakRunner.Text;

namespace Aegis.SoakRunner.Report;

/// <summary>A table of the report, whatever it is rendered to; the first column names its rows.</summary>
/// <param name="Caption">What it shows.</param>
/// <param name="Columns">Headers.</param>
/// <param name="Rows">Cells, as many in each as there are columns.</param>
internal sealed record ReportTable(string Caption, IReadOnlyList<Column> Columns, IReadOnlyList<IReadOnlyList<Cell>> Rows);

/// <summary>A column; numbers stand at the right.</summary>
internal sealed record Column(string Name, bool IsNumber = false);

/// <summary>A cell; an outcome is also shown by its colour.</summary>
internal readonly record struct Cell(string Text, VerdictOutcome? Outcome = null)
{
    public static implicit operator Cell(string? text) => new(text ?? Show.Nothing);
}

/// <summary>A part of the report under a heading.</summary>
internal sealed record Section(string Title, IReadOnlyList<Block> Blocks);

/// <summary>What a section is made of.</summary>
internal abstract record Block;

/// <summary>A sentence or two.</summary>
internal sealed record ParagraphBlock(string Text) : Block;

/// <summary>Lines of the same rank.</summary>
internal sealed record ListBlock(IReadOnlyList<string> Items) : Block;

/// <summary>Figures in rows.</summary>
internal sealed record TableBlock(ReportTable Table) : Block;

/// <summary>Text to be copied as it stands.</summary>
internal sealed record CodeBlock(string Text) : Block;

/// <summary>Charts, side by side where there is room.</summary>
internal sealed record ChartBlock(IReadOnlyList<Chart> Items) : Block;
