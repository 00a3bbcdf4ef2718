using Aegis.SoakRunner.Check;
using Aegis.SoakRunner.Load;

namespace Aegis.SoakRunner.Tests.Check;

public sealed class KnownVectorsTests
{
    private const float MinCosine = 0.99f;

    private static readonly GoldenTexts Golden = GoldenTexts.Read();
    private static readonly int Width = Golden.Items[0].Vector.Length;

    [Fact]
    public void FlawOfGolden_TheReferenceItself_HasNone()
    {
        var known = new KnownVectors(Golden, Width, MinCosine);

        Assert.All(Enumerable.Range(0, Golden.Items.Count), index => Assert.Null(known.FlawOfGolden(index, Golden.Items[index].Vector)));
        Assert.All(Golden.Items, item => Assert.Equal(1, Math.Sqrt(item.Vector.Sum(component => (double)component * component)), 1e-4));
    }

    [Theory]
    [InlineData(0.995, true)]
    [InlineData(0.985, false)]
    [InlineData(-1, false)]
    public void FlawOfGolden_FarFromTheReference_SaysHowFar(double cosine, bool isRight)
    {
        var flaw = new KnownVectors(Golden, Width, MinCosine).FlawOfGolden(3, At(Golden.Items[3].Vector, cosine));

        Assert.Equal(isRight ? null : FlawKind.Reference, flaw?.Kind);
        Assert.Contains($"{cosine:F4}", flaw?.Detail ?? $"{cosine:F4}", StringComparison.Ordinal);
    }

    [Fact]
    public void FlawOfGolden_OfAnotherText_IsFarFromTheReference() =>
        Assert.Equal(FlawKind.Reference, new KnownVectors(Golden, Width, MinCosine).FlawOfGolden(3, Golden.Items[4].Vector)?.Kind);

    [Fact]
    public void FlawOfGolden_AnotherModel_IsNotCompared() =>
        Assert.Null(new KnownVectors(Golden, Width, null).FlawOfGolden(3, At(Golden.Items[3].Vector, 0)));

    // A server may say that it serves the model, and answer with vectors of another width.
    [Fact]
    public void FlawOfGolden_AnotherWidthThanTheReference_IsNoReference() =>
        Assert.Equal(FlawKind.Reference, new KnownVectors(Golden, 4, MinCosine).FlawOfGolden(3, [1, 0, 0, 0])?.Kind);

    [Fact]
    public void FlawOfGolden_NaN_IsFarFromTheReference() =>
        Assert.Equal(
            FlawKind.Reference,
            new KnownVectors(Golden, Width, MinCosine).FlawOfGolden(3, [.. Enumerable.Repeat(float.NaN, Width)])?.Kind);

    // The contract: 1e-5 in a component, whatever the neighbours are.
    [Theory]
    [InlineData(0.9e-5f, true)]
    [InlineData(1.2e-5f, false)]
    public void FlawOfGolden_ChangeOfAComponent_IsFoundAtOnce(float change, bool isRight)
    {
        var known = new KnownVectors(Golden, 4, null);
        Assert.Null(known.FlawOfGolden(0, [0, 0, 0.5f, 0]));

        Assert.Equal(isRight ? null : FlawKind.Changed, known.FlawOfGolden(0, [0, 0, 0.5f, change])?.Kind);
        Assert.Null(known.FlawOfGolden(1, [0, 0, 0.5f, change]));
    }

    [Fact]
    public void FlawOfGolden_SlowDrift_IsHeldToTheFirst()
    {
        var known = new KnownVectors(Golden, 4, null);
        var flaws = Enumerable.Range(0, 4).Select(step => known.FlawOfGolden(0, [1, 0, 0, 0.8e-5f * step])?.Kind).ToList();

        Assert.Equal([null, null, FlawKind.Changed, FlawKind.Changed], flaws);
    }

    [Fact]
    public void FlawOfPoison_Changed_IsFound()
    {
        var known = new KnownVectors(Golden, 4, null);

        Assert.Null(known.FlawOfPoison([1, 0, 0, 0]));
        Assert.Null(known.FlawOfPoison([1, 0, 0, 0]));
        Assert.Equal(FlawKind.Changed, known.FlawOfPoison([0, 1, 0, 0])?.Kind);
    }

    // The vector's part, and a part at a right angle to it.
    private static float[] At(float[] vector, double cosine)
    {
        float[] other = [.. vector];
        (other[0], other[1]) = (-vector[1], vector[0]);
        other.AsSpan(2).Clear();
        var length = Math.Sqrt((other[0] * (double)other[0]) + (other[1] * (double)other[1]));
        return [.. vector.Select((component, i) => (float)((cosine * component) + (Math.Sqrt(1 - (cosine * cosine)) * other[i] / length)))];
    }
}
