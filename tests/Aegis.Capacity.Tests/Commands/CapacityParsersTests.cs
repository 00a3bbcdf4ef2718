using Aegis.Capacity.Commands;
using Aegis.Capacity.Planning;

namespace Aegis.Capacity.Tests.Commands;

public sealed class CapacityParsersTests
{
    [Theory]
    [InlineData("100/s", 100)]
    [InlineData("100", 100)]
    [InlineData("6000/min", 100)]
    [InlineData("1e6/d", 1e6 / 86_400)]
    public void Rate_Right_IsPerSecond(string text, double perSecond) =>
        Assert.Equal(perSecond, CapacityParsers.Rate(text).PerSecond!.Value, 9);

    [Theory]
    [InlineData("0/s")]
    [InlineData("-1/s")]
    [InlineData("1/week")]
    [InlineData("1/s/s")]
    [InlineData("many")]
    [InlineData("1e99")]
    [InlineData("")]
    public void Rate_Wrong_IsTold(string text) =>
        Assert.StartsWith($"'{text}' is no rate", CapacityParsers.Rate(text).Problem, StringComparison.Ordinal);

    [Theory]
    [InlineData("100ms", 0.1)]
    [InlineData("30s", 30)]
    [InlineData("5min", 300)]
    [InlineData("8h", 28_800)]
    [InlineData("30d", 2_592_000)]
    public void Time_Right_IsInSeconds(string text, double seconds) =>
        Assert.Equal(seconds, CapacityParsers.Time(text).Seconds!.Value, 9);

    [Theory]
    [InlineData("100")]
    [InlineData("0ms")]
    [InlineData("ms")]
    [InlineData("1y")]
    public void Time_Wrong_IsTold(string text) =>
        Assert.Contains("is no time", CapacityParsers.Time(text).Problem, StringComparison.Ordinal);

    [Fact]
    public void Objective_Right_HasQuantileAndTime() =>
        Assert.Equal(new LatencyObjective(0.995, 2), CapacityParsers.Objective("p99.5=2s").Objective);

    [Theory]
    [InlineData("p99")]
    [InlineData("p0=1s")]
    [InlineData("p100=1s")]
    [InlineData("99=1s")]
    [InlineData("p99=1")]
    public void Objective_Wrong_IsTold(string text) =>
        Assert.Contains("is no objective", CapacityParsers.Objective(text).Problem, StringComparison.Ordinal);
}
