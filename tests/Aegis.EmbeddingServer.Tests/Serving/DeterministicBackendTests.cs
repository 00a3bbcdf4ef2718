namespace Aegis.EmbeddingServer.Tests.Serving;

public sealed class DeterministicBackendTests
{
    private static readonly DeterministicTokenizer Tokenizer = new();

    [Theory]
    [InlineData("", 2)]
    [InlineData("one", 3)]
    [InlineData("one  two\nthree", 5)]
    public void Tokenize_Words_AreCountedBetweenTwoSpecialTokens(string text, int tokens) =>
        Assert.Equal(tokens, Tokenizer.Tokenize(text).Length);

    [Fact]
    public void Tokenize_LongText_IsCutAndSaysSo()
    {
        var sequence = Tokenizer.Tokenize(string.Concat(Enumerable.Repeat("word ", 1000)));

        Assert.Equal(Tokenizer.MaxTokens, sequence.Length);
        Assert.True(sequence.Truncated);
    }

    // From a second implementation, in Python: every machine and every later version must give the same.
    [Fact]
    public void Embed_KnownText_HasTheSameVectorEverywhere()
    {
        var vector = Embed("hello world", dimensions: 4);

        Assert.Equal([0.25168f, -0.60735f, 0.18079f, 0.7315f], vector.Select(component => MathF.Round(component, 5)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(384)]
    [InlineData(8192)]
    public void Embed_AnyWidth_IsAUnitVector(int dimensions) => Assert.True(UnitVector.IsValid(Embed("hello", dimensions)));

    [Fact]
    public void Embed_TextsThatDifferInWhiteSpaceOnly_DifferToo() => Assert.NotEqual(Embed("a b", 8), Embed("a  b", 8));

    private static float[] Embed(string text, int dimensions)
    {
        var vector = new float[dimensions];
        new DeterministicEmbeddingModel(dimensions).Embed([Tokenizer.Tokenize(text)], vector);
        return vector;
    }
}
