namespace Aegis.Scheduling.Tests;

public sealed class LengthWindowTests
{
    private const int Budget = 256;

    [Fact]
    public void Best_NothingWaits_IsTheLeadAlone() => Assert.Equal(new LengthWindow(20, 20), Best(20));

    [Fact]
    public void Best_NearLengths_ShareTheRun() => Assert.Equal(new LengthWindow(19, 20), Best(20, 19, 20, 20));

    // It would pad the lead by 8 cells, and saves the fixed part of a batch, which is worth 5.
    [Fact]
    public void Best_OneFarLength_StaysOut() => Assert.Equal(new LengthWindow(30, 30), Best(30, 38));

    [Fact]
    public void Best_ManyOfALongerLength_TakeTheLeadAlong() =>
        Assert.Equal(new LengthWindow(16, 20), Best(16, [.. Enumerable.Repeat(20, 10)]));

    [Fact]
    public void Best_MoreThanTheBudget_IsNotWidenedInVain() => Assert.Equal(new LengthWindow(64, 64), Best(64, 64, 64, 64, 63, 65));

    [Fact]
    public void Best_LeadOverTheBudget_IsTheLeadAlone() => Assert.Equal(new LengthWindow(300, 300), Best(300, 300, 299, 301));

    // Against every window there is: none computes more tokens for its cost.
    [Fact]
    public void Best_AnyLengths_BeatsEveryOtherWindow()
    {
        var random = new Random(6);
        foreach (var _ in Enumerable.Range(0, 300))
        {
            var lead = random.Next(2, 100);
            int[] waiting = [.. Enumerable.Range(0, random.Next(0, 30)).Select(_ => random.Next(2, 130))];

            var best = Best(lead, waiting);

            var slack = BatchLimits.LengthSlack(lead);
            var others = from shortest in Enumerable.Range(lead - slack, slack + 1)
                         from longest in Enumerable.Range(lead, slack + 1)
                         select TokensPerCell(new LengthWindow(shortest, longest), lead, waiting);
            Assert.Equal(others.Max(), TokensPerCell(best, lead, waiting), 1e-9);
        }
    }

    [Fact]
    public void Best_SourceWithASmallerBudget_AddsNoRowsBeyondIt()
    {
        // Six rows of 16 cells wait in the first source, ten more of 14 in one that may fill up to 64 cells only.
        var window = LengthWindow.Best(
            16,
            [new BatchSource(Lists([.. Enumerable.Repeat(16, 6)]), Budget), new BatchSource(Lists([.. Enumerable.Repeat(14, 10)]), 64)]);

        Assert.Equal(new LengthWindow(16, 16), window);
    }

    private static LengthWindow Best(int lead, params int[] waiting) => LengthWindow.Best(lead, [new BatchSource(Lists(waiting), Budget)]);

    // The definition: the longest first, as many as the budget takes.
    private static double TokensPerCell(LengthWindow window, int lead, int[] waiting)
    {
        var rows = waiting.Where(length => length >= window.Shortest && length <= window.Longest)
            .OrderDescending()
            .Take(Math.Max(0, (Budget / window.Longest) - 1))
            .Append(lead)
            .ToArray();
        return rows.Sum() / (double)(BatchLimits.FixedCells + (rows.Length * window.Longest));
    }

    private static WaitingLists Lists(int[] lengths)
    {
        var lists = new WaitingLists(512);
        var job = new LengthJob("caller", [.. lengths.Select((length, number) => new LengthSequence(length, number))]);
        job.Prepare(Enumerable.Range(0, lengths.Length));
        foreach (var item in job.LongestFirst)
        {
            lists.Add(item);
        }

        return lists;
    }
}
