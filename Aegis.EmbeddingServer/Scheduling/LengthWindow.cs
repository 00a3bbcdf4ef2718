namespace Aegis.EmbeddingServer.Scheduling;

/// <summary>Lengths in tokens that share a Run, both ends included.</summary>
internal readonly record struct LengthWindow(int Shortest, int Longest)
{
    /// <summary>
    /// The window around a Run's leading sequence that computes the most tokens for what the Run costs: a fixed part, and
    /// each of its cells (sequences x longest length). Wider ones share the fixed part among more sequences, but pad them.
    /// </summary>
    /// <param name="lead">Length of the leading sequence, which no longer waits.</param>
    /// <param name="sources">What waits, in the order in which it fills the Run.</param>
    public static LengthWindow Best(int lead, ReadOnlySpan<RunSource> sources)
    {
        var best = new LengthWindow(lead, lead);
        var most = 0.0;
        var slack = RunShape.LengthSlack(lead);
        for (var longest = lead; longest <= lead + slack && HasRoomBesideLead(sources, longest); longest++)
        {
            var rows = 1;
            var tokens = lead;
            for (var shortest = longest; shortest >= lead - slack; shortest--)
            {
                var more = Rows(sources, shortest, longest, rows);
                rows += more;
                tokens += more * shortest;
                if (shortest > lead || (more == 0 && shortest < lead))
                {
                    continue;
                }

                var perCell = tokens / (double)(RunShape.FixedCells + (rows * longest));
                if (perCell > most)
                {
                    best = new LengthWindow(shortest, longest);
                    most = perCell;
                }
            }
        }

        return best;
    }

    private static bool HasRoomBesideLead(ReadOnlySpan<RunSource> sources, int longest)
    {
        foreach (var source in sources)
        {
            if (source.MostRows(longest) > 1)
            {
                return true;
            }
        }

        return false;
    }

    // How many sequences of a length join so many rows.
    private static int Rows(ReadOnlySpan<RunSource> sources, int length, int longest, int rows)
    {
        var before = rows;
        foreach (var source in sources)
        {
            rows += Math.Clamp(source.MostRows(longest) - rows, 0, source.Lists.Count(length));
        }

        return rows - before;
    }
}
