using Aegis.SoakRunner.Check;
using Aegis.SoakRunner.Tests.Support;

namespace Aegis.SoakRunner.Tests.Check;

public sealed class VectorMemoryTests
{
    private const int Width = 384;
    private const int Texts = 200;

    private readonly VectorMemory _memory = new(Texts, Width);

    [Fact]
    public void DistanceTo_SameVectorAgain_IsNone()
    {
        Remember();

        Assert.All(Enumerable.Range(0, Texts), text => Assert.Null(_memory.DistanceTo(text, Vector(text))));
    }

    // What the contract allows between one batch and another.
    [Fact]
    public void DistanceTo_RoundedVector_IsNone()
    {
        Remember();

        Assert.All(Enumerable.Range(0, Texts), text =>
        {
            var noise = new SeededNoise(1_000 + text);
            Assert.Null(_memory.DistanceTo(text, [.. Vector(text).Select(component => component + (float)(1e-5 * noise.Next()))]));
        });
    }

    [Fact]
    public void DistanceTo_AnotherTextsVector_IsFound()
    {
        Remember();

        Assert.All(Enumerable.Range(0, Texts), text => Assert.NotNull(_memory.DistanceTo(text, Vector((text + 1) % Texts))));
    }

    // One component that is off by a hundredth, wherever it is.
    [Fact]
    public void DistanceTo_OneComponentOff_IsFound()
    {
        Remember();

        Assert.All(Enumerable.Range(0, Width), place =>
        {
            var vector = Vector(7);
            vector[place] += 0.01f;
            Assert.NotNull(_memory.DistanceTo(7, vector));
        });
    }

    [Fact]
    public void DistanceTo_NotFinite_IsFound()
    {
        Remember();
        var vector = Vector(0);
        vector[5] = float.NaN;

        Assert.NotNull(_memory.DistanceTo(0, vector));
    }

    [Fact]
    public void DistanceTo_AfterAnotherOne_StillHoldsToTheFirst()
    {
        Remember();

        Assert.NotNull(_memory.DistanceTo(0, Vector(1)));
        Assert.NotNull(_memory.DistanceTo(0, Vector(1)));
        Assert.Null(_memory.DistanceTo(0, Vector(0)));
    }

    private void Remember()
    {
        for (var text = 0; text < Texts; text++)
        {
            Assert.Null(_memory.DistanceTo(text, Vector(text)));
        }
    }

    private static float[] Vector(int text) => Vectors.Of($"text {text}", Width);
}
