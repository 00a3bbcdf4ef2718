namespace Aegis.Engine.Tests.Pooling;

public sealed class HiddenStatesTests
{
    // Three tokens, two components each.
    private static readonly float[] Tokens = [1, -8, 2, 5, 6, 0];

    [Theory]
    [InlineData("Mean", 3f, -1f)]
    [InlineData("Cls", 1f, -8f)]
    [InlineData("LastToken", 6f, 0f)]
    [InlineData("Max", 6f, 5f)]
    public void Pool_ThreeTokens_GivesTheirVector(string mode, float first, float second)
    {
        var vector = new float[] { float.NaN, float.NaN };

        HiddenStates.Pool(Tokens, Enum.Parse<PoolingMode>(mode), vector);

        Assert.Equal([first, second], vector);
    }

    [Fact]
    public void Pool_OneToken_IsThatTokenInEveryMode() => Assert.All(Enum.GetValues<PoolingMode>(), mode =>
    {
        var vector = new float[2];
        HiddenStates.Pool([3, 4], mode, vector);
        Assert.Equal([3, 4], vector);
    });
}
