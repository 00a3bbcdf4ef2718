using Aegis.SoakRunner.Target;

namespace Aegis.SoakRunner.Tests.Target;

/// <summary>Every form that the text format allows, and some that it does not.</summary>
public sealed class PrometheusFormTests
{
    [Theory]
    [InlineData("m 1", 1.0)]
    [InlineData("m -1.5", -1.5)]
    [InlineData("m 1e3", 1_000.0)]
    [InlineData("m 2.5E-3", 0.0025)]
    [InlineData("m 123456789012", 123_456_789_012.0)]
    [InlineData("m 7 1700000000000", 7.0)]
    [InlineData("m{} 7", 7.0)]
    [InlineData("m{a=\"b\",} 7", 7.0)]
    [InlineData("m{a=\"}\",b=\"{\"} 7", 7.0)]
    [InlineData("m{a=\"} 9\"} 7", 7.0)]
    [InlineData("m{a=\"\\\"} 9\"} 7", 7.0)]
    [InlineData("m 7\r", 7.0)]
    [InlineData("m_total 9\nm 7\nmm 9", 7.0)]
    [InlineData("m{le=\"1\"} 7 # {trace_id=\"ab\"} 0.5 1700000000.0", 7.0)]
    public void Sum_WellFormed_IsRead(string text, double value) => Assert.Equal(value, PrometheusText.Read(text).Sum("m"));

    // A number that is none tells nothing: it must not be taken for 0 bytes.
    [Theory]
    [InlineData("m NaN")]
    [InlineData("m +Inf")]
    [InlineData("m -Inf")]
    [InlineData("m Infinity")]
    [InlineData("# m 7")]
    [InlineData("# HELP m 7")]
    [InlineData("m")]
    [InlineData("m ")]
    [InlineData("m{a=\"b\" 7")]
    [InlineData("m{a=\"b} 7")]
    [InlineData("1m 7")]
    [InlineData("m seven")]
    public void Sum_NoNumber_IsNull(string text) => Assert.Null(PrometheusText.Read(text).Sum("m"));

    [Fact]
    public void Sum_OneOfThemNoNumber_IsThatOfTheOthers() => Assert.Equal(7, PrometheusText.Read("m{a=\"1\"} NaN\nm{a=\"2\"} 7").Sum("m"));

    [Fact]
    public void Sum_WithCommasInTheCulture_IsTheSame()
    {
        using var culture = new Support.OtherCulture();

        Assert.Equal(1.5, PrometheusText.Read("m 1.5").Sum("m"));
    }

    [Theory]
    [InlineData("""m{a="1",b="2"} 1""", "b", "2")]
    [InlineData("""m{a=""} 1""", "a", "")]
    [InlineData("""m{a="x, b=\"2\"",c="3"} 1""", "c", "3")]
    [InlineData("""m{a="x, b=\"2\""} 1""", "a", "x, b=\"2\"")]
    [InlineData("""m{a="C:\\dir\\new"} 1""", "a", "C:\\dir\\new")]
    [InlineData("""m{a="one\ntwo"} 1""", "a", "one\ntwo")]
    [InlineData("""m{a="first",a="second"} 1""", "a", "first")]
    public void Label_Escaped_IsAsItWas(string text, string label, string value) =>
        Assert.Equal(value, PrometheusText.Read(text).Label("m", label));

    [Theory]
    [InlineData("m 1")]
    [InlineData("""m{b="1"} 1""")]
    [InlineData("""m{b="a=\"1\""} 1""")]
    [InlineData("""m{ba="1"} 1""")]
    [InlineData("""n{a="1"} 1""")]
    public void Label_NotThere_IsNull(string text) => Assert.Null(PrometheusText.Read(text).Label("m", "a"));
}
