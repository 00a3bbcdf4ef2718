namespace Aegis.Scheduling;

internal readonly record struct BatchSource(WaitingLists Lists, int MaxCells, int MaxSequences = int.MaxValue)
{
    /// <summary>Most rows of a batch whose longest sequence has that many tokens.</summary>
    public int MaxRows(int longest) => Math.Min(MaxCells / longest, MaxSequences);
}

/// <summary>Lengths in tokens that share a batch, both ends included.</summary>
internal readonly record struct LengthWindow(int Shortest, int Longest)
{
    /// <summary>
    /// The window around the leading sequence that computes the most tokens for the cost of the batch: a fixed part, and
    /// one for each cell (sequences x longest length). A wider window shares the fixed part among more sequences, but
    /// pads them.
    /// </summary>
    /// <param name="lead">Length of the leading sequence, which no longer waits.</param>
    /// <param name="sources">Waiting sequences, in the order in which they fill the batch.</param>
    public static LengthWindow Best(int lead, ReadOnlySpan<BatchSource> sources)
    {
        var best = new LengthWindow(lead, lead);
        var most = 0.0;
        var slack = BatchLimits.LengthSlack(lead);
        for (var longest = lead; longest <= lead + slack && FitsMoreThanLead(sources, longest); longest++)
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

                var perCell = tokens / (double)(BatchLimits.FixedCells + (rows * longest));
                if (perCell > most)
                {
                    best = new LengthWindow(shortest, longest);
                    most = perCell;
                }
            }
        }

        return best;
    }

    private static bool FitsMoreThanLead(ReadOnlySpan<BatchSource> sources, int longest)
    {
        foreach (var source in sources)
        {
            if (source.MaxRows(longest) > 1)
            {
                return true;
            }
        }

        return false;
    }

    // How many sequences of a length are added to that many rows.
    private static int Rows(ReadOnlySpan<BatchSource> sources, int length, int longest, int rows)
    {
        var before = rows;
        foreach (var source in sources)
        {
            rows += Math.Clamp(source.MaxRows(longest) - rows, 0, source.Lists.Count(length));
        }

        return rows - before;
    }
}
