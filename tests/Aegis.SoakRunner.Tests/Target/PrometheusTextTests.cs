using Aegis.SoakRunner.Target;

namespace Aegis.SoakRunner.Tests.Target;

public sealed class PrometheusTextTests
{
    private const string Page = """
        # HELP target_info Target metadata
        # TYPE target_info gauge
        target_info{process_pid="42",name="a \"quoted\" one, with = and }"} 1
        heap{generation="gen0"} 1.5E+3
        heap{generation="gen1"} 500 1700000000000
        queue 7
        broken{
        broken value
        odd NaN
        """;

    [Fact]
    public void Sum_SeveralSamples_AddsThem() => Assert.Equal(2_000, PrometheusText.Read(Page).Sum("heap"));

    [Fact]
    public void Sum_NoLabels_IsRead() => Assert.Equal(7, PrometheusText.Read(Page).Sum("queue"));

    [Theory]
    [InlineData("missing")]
    [InlineData("broken")]
    [InlineData("hea")]
    public void Sum_NotThere_IsNull(string name) => Assert.Null(PrometheusText.Read(Page).Sum(name));

    [Fact]
    public void Label_BesideOddOnes_IsRead() => Assert.Equal("42", PrometheusText.Read(Page).Label("target_info", "process_pid"));

    [Theory]
    [InlineData("")]
    [InlineData("<html>not metrics</html>")]
    public void Read_AnythingElse_HasNothing(string page) => Assert.Null(PrometheusText.Read(page).Label("target_info", "process_pid"));
}
