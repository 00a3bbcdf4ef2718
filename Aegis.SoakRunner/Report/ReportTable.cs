using Aegis.SoakRunner.Report.Charts;

namespace Aegis.SoakRunner.Report;

/// <summary>A table of any renderer. The first column names the rows.</summary>
internal sealed record ReportTable(string Caption, IReadOnlyList<Column> Columns, IReadOnlyList<IReadOnlyList<Cell>> Rows);

internal sealed record Column(string Name, bool IsNumber = false);

/// <summary>An outcome is also shown by colour.</summary>
internal readonly record struct Cell(string Text, VerdictOutcome? Outcome = null)
{
    public static implicit operator Cell(string? text) => new(text ?? Format.Nothing);
}

internal sealed record Section(string Title, IReadOnlyList<Block> Blocks);

internal abstract record Block;

internal sealed record ParagraphBlock(string Text) : Block;

internal sealed record ListBlock(IReadOnlyList<string> Items) : Block;

internal sealed record TableBlock(ReportTable Table) : Block;

/// <summary>Text to copy.</summary>
internal sealed record CodeBlock(string Text) : Block;

internal sealed record ChartBlock(IReadOnlyList<Chart> Items) : Block;
