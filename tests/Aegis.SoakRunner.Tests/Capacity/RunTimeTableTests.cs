using Aegis.SoakRunner.Capacity;
using Aegis.SoakRunner.Capacity.Simulation;
using Aegis.SoakRunner.Load;

namespace Aegis.SoakRunner.Tests.Capacity;

public sealed class RunTimeTableTests
{
    private readonly RunTimeTable _table = new(Simulated.Times);

    [Theory]
    [InlineData(1, 16, 2)]
    [InlineData(16, 16, 17)]
    [InlineData(1, 32, 3)]
    [InlineData(8, 32, 17)]
    [InlineData(2, 256, 33)]
    public void Seconds_AtAMeasuredShape_IsWhatWasMeasured(int sequences, int tokens, double ms) => Assert.Equal(ms / 1000, _table.Seconds(sequences, tokens), 9);

    [Theory]
    [InlineData(2, 16, 3)]
    [InlineData(1, 24, 2.5)]
    [InlineData(4, 24, 7)]
    [InlineData(32, 16, 33)]
    public void Seconds_BetweenAndBeyond_IsOnTheLine(int sequences, int tokens, double ms) => Assert.Equal(ms / 1000, _table.Seconds(sequences, tokens), 9);

    [Theory]
    [MemberData(nameof(Files))]
    public void Seconds_OfALargerRun_IsNeverLess(string precision)
    {
        var table = new RunTimeTable(RunTimeFiles.Bundled(precision).File!);
        for (var tokens = 3; tokens <= 256; tokens++)
        {
            for (var sequences = 1; sequences * tokens <= 256; sequences++)
            {
                Assert.True(table.Seconds(sequences, tokens) > 0);
                Assert.True(table.Seconds(sequences + 1, tokens) >= table.Seconds(sequences, tokens), $"{sequences} of {tokens}");
                Assert.True(table.Seconds(sequences, tokens + 1) >= table.Seconds(sequences, tokens) - 1e-12, $"{sequences} of {tokens}");
            }
        }
    }

    public static TheoryData<string> Files => [.. RunTimeFiles.Precisions];

    // Noise: two sequences cannot take less than one.
    [Fact]
    public void Seconds_MeasuredOutOfOrder_IsLifted()
    {
        var table = new RunTimeTable(Simulated.File(new RunTimesOfLength(16, [1, 2, 4], [2, 1.9, 4]), new RunTimesOfLength(32, [1, 2, 4], [1.5, 3, 5])));

        Assert.Equal(0.002, table.Seconds(2, 16), 9);
        Assert.Equal(0.002, table.Seconds(1, 32), 9);
    }

    [Fact]
    public void Seconds_OfASlowerMachine_AreMore() => Assert.Equal(0.004, new RunTimeTable(Simulated.Times, 2).Seconds(1, 16), 9);

    [Fact]
    public void Factor_Drawn_FollowsTheSpread()
    {
        var table = new RunTimeTable(Simulated.Times with { Spread = [new(0, 0.9), new(0.5, 1), new(1, 1.4)] });
        var random = new SplitMix(3);
        var factors = Enumerable.Range(0, 10_000).Select(_ => table.Factor(ref random)).Order().ToArray();

        Assert.InRange(factors[0], 0.9, 0.91);
        Assert.Equal(1, factors[5_000], 0.01);
        Assert.Equal(1.32, factors[9_000], 0.02);
    }

    [Fact]
    public void Factor_WithoutSpread_IsOne()
    {
        var random = new SplitMix(3);

        Assert.Equal(1, _table.Factor(ref random));
    }
}
