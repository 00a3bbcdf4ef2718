using Aegis.SoakRunner.Document;
using Aegis.SoakRunner.Faults;

namespace Aegis.SoakRunner.Tests.Faults;

public sealed class FaultTallyTests
{
    [Fact]
    public void Figures_OfNothing_AreNone() => Assert.Empty(new FaultTally().Figures());

    [Fact]
    public void Add_RightAndWrong_KeepsTheFirstProblem()
    {
        var tally = new FaultTally();
        tally.Add("hang up", null);
        tally.Add("broken JSON", "status 500");
        tally.Add("broken JSON", null);
        tally.Add("broken JSON", "status 501");

        Assert.Equal([new FaultFigures("hang up", 1, 1, null), new FaultFigures("broken JSON", 3, 1, "status 500")], tally.Figures());
    }

    [Fact]
    public void Figures_TakenBefore_DoNotChange()
    {
        var tally = new FaultTally();
        tally.Add("hang up", null);
        var before = tally.Figures();
        tally.Add("hang up", "gone");

        Assert.Equal([new FaultFigures("hang up", 1, 1, null)], before);
    }

    [Fact]
    public void Add_FromManyThreads_LosesNone()
    {
        var tally = new FaultTally();
        Parallel.For(0, 10_000, number => tally.Add("burst", number % 10 == 0 ? "full" : null));

        Assert.Equal([new FaultFigures("burst", 10_000, 9_000, "full")], tally.Figures());
    }
}
