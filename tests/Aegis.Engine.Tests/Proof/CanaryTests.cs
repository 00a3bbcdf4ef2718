namespace Aegis.Engine.Tests.Proof;

public sealed class CanaryTests
{
    private static readonly ReferenceVectors Reference = new([new("one", [1, 0, 0, 0]), new("two", [1, 0, 0, 0])]);

    [Fact]
    public void ProblemWith_RightVectors_IsNull() => Assert.Null(Problem((_, vectors) => DelegateModel.FillUnit(vectors, 4)));

    [Fact]
    public void ProblemWith_SlightlyTurnedVectors_NamesTheCosine() => Assert.Contains(
        "cosine",
        Problem((_, vectors) => new float[] { 0.995f, 0.09987f, 0, 0 }.CopyTo(vectors)),
        StringComparison.Ordinal);

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(0)]
    [InlineData(1.01f)]
    public void ProblemWith_VectorThatIsNotUnit_SaysSo(float component) => Assert.Contains(
        "norm 1",
        Problem((_, vectors) => vectors.Span[0] = component),
        StringComparison.Ordinal);

    [Fact]
    public void ProblemWith_NoReferenceTexts_IsNotAProof() => Assert.Equal(
        "there are no vectors in the test",
        new Canary(new ReferenceVectors([]), 0.999, "the test").ProblemWith(
            new DelegateModel((_, vectors) => DelegateModel.FillUnit(vectors, 4)),
            new DeterministicTokenizer()));

    [Fact]
    public void ProblemWith_ReferenceOfZeros_IsNotAProof() => Assert.Contains(
        "cosine",
        new Canary(new ReferenceVectors([new("one", [0, 0, 0, 0])]), 0.999, "the test").ProblemWith(
            new DelegateModel((_, vectors) => DelegateModel.FillUnit(vectors, 4)),
            new DeterministicTokenizer()),
        StringComparison.Ordinal);

    [Fact]
    public void ProblemWith_ReferenceOfAnotherWidth_SaysSo() => Assert.Contains(
        "dimensions",
        new Canary(Reference, 0.999, "the test").ProblemWith(
            new DelegateModel((_, vectors) => DelegateModel.FillUnit(vectors, 8), 8),
            new DeterministicTokenizer()),
        StringComparison.Ordinal);

    // The fp32 file's vectors stand for a machine that computes the int8 file wrongly: cosine about 0.996.
    [Fact]
    public void ProblemWith_VectorsOfAnotherArithmetic_FailTheInt8Canary()
    {
        using var model = Bundled.Load("fp32");

        Assert.NotNull(new Canary(new ReferenceVectors(Bundled.Reference("int8")), Canary.MinToItself(Precision.Int8), "the int8 file")
            .ProblemWith(model, Bundled.Tokenizer));
    }

    private static string? Problem(Action<IReadOnlyList<TokenSequence>, Memory<float>> embed) =>
        new Canary(Reference, 0.999, "the test").ProblemWith(new DelegateModel(embed), new DeterministicTokenizer());
}
