using Aegis.Capacity.Numbers;
using Aegis.Capacity.Planning;

namespace Aegis.Capacity.Tests.Planning;

public sealed class LengthsTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Theory]
    [InlineData("queries", 8, 30, 19)]
    [InlineData("chunks", 104, 188, 146)]
    [InlineData("mixed", 3, 256, 50)]
    [InlineData("40", 40, 40, 40)]
    [InlineData("p50=30,p95=120", 3, 256, 42)]
    public void Draw_RightText_IsInRange(string text, int least, int most, double mean)
    {
        var (lengths, problem) = Lengths.Parse(text);
        var random = new SplitMix(5);

        Assert.Null(problem);
        Assert.Equal(text, lengths!.Name);
        Assert.Equal(mean, lengths.Mean, 0.05 * mean);
        Assert.All(Enumerable.Range(0, 2_000), _ => Assert.InRange(lengths.Draw(ref random), least, most));
    }

    [Fact]
    public void Draw_OfQuantiles_HasThem()
    {
        var lengths = Lengths.Parse("p50=30,p95=120").Lengths!;
        var random = new SplitMix(5);
        var drawn = Enumerable.Range(0, 20_000).Select(_ => lengths.Draw(ref random)).Order().ToArray();

        Assert.InRange(drawn[10_000], 29, 31);
        Assert.InRange(drawn[19_000], 114, 126);
    }

    [Fact]
    public void Draw_OfAFile_IsALengthOfTheFile()
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
    public void Parse_WrongFile_IsTold(string content, string what)
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
    public void Parse_WrongText_IsTold(string text) => Assert.NotNull(Lengths.Parse(text).Problem);
}
