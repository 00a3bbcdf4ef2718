using Aegis.SoakRunner.Capacity;
using Aegis.SoakRunner.Load;

namespace Aegis.SoakRunner.Tests.Capacity;

public sealed class CapacityParsersTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Theory]
    [InlineData("100/s", 100)]
    [InlineData("100", 100)]
    [InlineData("6000/min", 100)]
    [InlineData("1e6/d", 1e6 / 86_400)]
    public void Rate_Right_IsPerSecond(string text, double perSecond) => Assert.Equal(perSecond, CapacityParsers.Rate(text).PerSecond!.Value, 9);

    [Theory]
    [InlineData("0/s")]
    [InlineData("-1/s")]
    [InlineData("1/week")]
    [InlineData("1/s/s")]
    [InlineData("many")]
    [InlineData("1e99")]
    [InlineData("")]
    public void Rate_Wrong_IsTold(string text) => Assert.StartsWith($"'{text}' is no rate", CapacityParsers.Rate(text).Problem, StringComparison.Ordinal);

    [Theory]
    [InlineData("100ms", 0.1)]
    [InlineData("30s", 30)]
    [InlineData("5min", 300)]
    [InlineData("8h", 28_800)]
    [InlineData("30d", 2_592_000)]
    public void Time_Right_IsInSeconds(string text, double seconds) => Assert.Equal(seconds, CapacityParsers.Time(text).Seconds!.Value, 9);

    [Theory]
    [InlineData("100")]
    [InlineData("0ms")]
    [InlineData("ms")]
    [InlineData("1y")]
    public void Time_Wrong_IsTold(string text) => Assert.Contains("is no time", CapacityParsers.Time(text).Problem, StringComparison.Ordinal);

    [Fact]
    public void Objective_Right_HasQuantileAndTime() => Assert.Equal(new LatencyObjective(0.995, 2), CapacityParsers.Objective("p99.5=2s").Objective);

    [Theory]
    [InlineData("p99")]
    [InlineData("p0=1s")]
    [InlineData("p100=1s")]
    [InlineData("99=1s")]
    [InlineData("p99=1")]
    public void Objective_Wrong_IsTold(string text) => Assert.Contains("is no objective", CapacityParsers.Objective(text).Problem, StringComparison.Ordinal);

    [Theory]
    [InlineData("queries", 8, 30, 19)]
    [InlineData("chunks", 104, 188, 146)]
    [InlineData("mixed", 3, 256, 50)]
    [InlineData("40", 40, 40, 40)]
    [InlineData("p50=30,p95=120", 3, 256, 42)]
    public void Lengths_Right_AreDrawn(string text, int least, int most, double mean)
    {
        var (lengths, problem) = Lengths.Parse(text);
        var random = new SplitMix(5);

        Assert.Null(problem);
        Assert.Equal(text, lengths!.Name);
        Assert.Equal(mean, lengths.Mean, 0.05 * mean);
        Assert.All(Enumerable.Range(0, 2_000), _ => Assert.InRange(lengths.Draw(ref random), least, most));
    }

    [Fact]
    public void Lengths_OfQuantiles_HaveThem()
    {
        var lengths = Lengths.Parse("p50=30,p95=120").Lengths!;
        var random = new SplitMix(5);
        var drawn = Enumerable.Range(0, 20_000).Select(_ => lengths.Draw(ref random)).Order().ToArray();

        Assert.InRange(drawn[10_000], 29, 31);
        Assert.InRange(drawn[19_000], 114, 126);
    }

    [Fact]
    public void Lengths_OfAFile_AreThoseOfItsLines()
    {
        File.WriteAllText(_file, "12\n700\n\n");
        var lengths = Lengths.Parse(_file).Lengths!;
        var random = new SplitMix(5);

        Assert.Equal([12, 256], Enumerable.Range(0, 100).Select(_ => lengths.Draw(ref random)).Distinct().Order());
    }

    [Theory]
    [InlineData("", "has no lengths")]
    [InlineData("12\ntwelve\n", "'twelve'")]
    [InlineData("0\n", "'0'")]
    public void Lengths_OfAWrongFile_AreTold(string content, string what)
    {
        File.WriteAllText(_file, content);

        Assert.Contains(what, Lengths.Parse(_file).Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("novels")]
    [InlineData("0")]
    [InlineData("257")]
    [InlineData("p50=30")]
    [InlineData("p50=30,p95=20")]
    [InlineData("p50=30,p99=200")]
    public void Lengths_Wrong_AreTold(string text) => Assert.NotNull(Lengths.Parse(text).Problem);
}
