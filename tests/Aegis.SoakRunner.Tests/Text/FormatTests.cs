using Aegis.SoakRunner.Tests.Support;
using Aegis.SoakRunner.Text;

namespace Aegis.SoakRunner.Tests.Text;

public sealed class FormatTests
{
    [Theory]
    [InlineData(1.0, "100 %")]
    [InlineData(0.99999, "> 99.99 %")]
    [InlineData(0.00001, "< 0.01 %")]
    [InlineData(0.0, "0 %")]
    [InlineData(0.1234, "12.34 %")]
    [InlineData(double.NaN, "–")]
    public void Share_NearTheEnds_NeverReadsAsAllOrNothing(double share, string expected) =>
        Assert.Equal(expected, Format.Share(share));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(1.234, "1.23")]
    [InlineData(12.34, "12.3")]
    [InlineData(12345.6, "12,346")]
    [InlineData(0.001, "1E-3")]
    [InlineData(double.PositiveInfinity, "–")]
    public void Figure_OfAnySize_HasAboutThreeDigits(double value, string expected)
    {
        using var culture = new OtherCulture();

        Assert.Equal(expected, Format.Figure(value));
    }

    [Theory]
    [InlineData(0, "0 s")]
    [InlineData(90, "1 min 30 s")]
    [InlineData(3600, "1 h")]
    public void Duration_OfSeconds_LeavesOutWhatIsNone(double seconds, string expected) =>
        Assert.Equal(expected, Format.Duration(seconds));

    [Theory]
    [InlineData(100, 112.34, "+12.3 %")]
    [InlineData(100, 50, "−50.0 %")]
    [InlineData(0, 5, "from 0")]
    [InlineData(0, 0, "0 %")]
    public void Change_OfTwoFigures_HasItsSign(double before, double now, string expected) =>
        Assert.Equal(expected, Format.Change(before, now));

    [Theory]
    [InlineData("a\u0000b\uFFFFc", "a\uFFFDb\uFFFDc")]
    [InlineData("\u202Eevil", "\uFFFDevil")]
    [InlineData("😀", "😀")]
    public void Clean_OfWhatXmlForbids_ReplacesIt(string text, string expected) => Assert.Equal(expected, SafeText.Clean(text));

    [Fact]
    public void Cut_InTheMiddleOfAPair_KeepsThePairWhole() => Assert.Equal("a…", SafeText.Cut("a😀bcd", 3));
}
