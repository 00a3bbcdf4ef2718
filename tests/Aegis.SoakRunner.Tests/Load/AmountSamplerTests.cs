using Aegis.SoakRunner.Document;
using Aegis.SoakRunner.Load;

namespace Aegis.SoakRunner.Tests.Load;

public sealed class AmountSamplerTests
{
    private const int Draws = 20_000;

    [Theory]
    [InlineData(20, 3, 5, 90)]
    [InlineData(1, 0.5, 1, 4)]
    [InlineData(500, 1, 1, 10)]
    [InlineData(0.5, 2, 2, 8_192)]
    public void Of_AnyAmount_StaysInItsBounds(double median, double spread, int least, int most) =>
        Assert.All(Drawn(new Amount(median, spread, least, most)), draw => Assert.InRange(draw, least, most));

    [Theory]
    [InlineData(32, 32)]
    [InlineData(3, 5)]
    [InlineData(300, 240)]
    public void Of_NoSpread_IsTheMedianInItsBounds(double median, int expected) =>
        Assert.All(Drawn(new Amount(median, 0, 5, 240)), draw => Assert.Equal(expected, draw));

    // A lognormal draw is below median·e^-spread in 15.87 of 100; whole numbers are rounded down.
    [Fact]
    public void Of_Spread_IsThatOfTheLogarithm()
    {
        var drawn = Drawn(new Amount(1_000, 0.5, 1, 8_192)).Order().ToList();

        Assert.Equal(1_000, drawn[Draws / 2], 20.0);
        Assert.Equal(1_000 * Math.Exp(-0.5), drawn[(int)(Draws * 0.1587)], 15.0);
        Assert.Equal(1_000 * Math.Exp(0.5), drawn[(int)(Draws * 0.8413)], 40.0);
    }

    [Fact]
    public void SplitMix_SameState_IsTheSameEvenAndBounded()
    {
        var (first, second) = (new SplitMix(9), new SplitMix(9));
        var counts = new int[10];
        for (var i = 0; i < Draws; i++)
        {
            var drawn = first.Next(10);
            Assert.Equal(drawn, second.Next(10));
            counts[drawn]++;
        }

        // 2,000 of each vary by 42.
        Assert.All(counts, count => Assert.InRange(count, 2_000 - 170, 2_000 + 170));
    }

    private static List<int> Drawn(Amount amount)
    {
        var random = new SplitMix(7);
        var drawn = new List<int>(Draws);
        for (var i = 0; i < Draws; i++)
        {
            drawn.Add(AmountSampler.Of(amount, ref random));
        }

        return drawn;
    }
}
