using System.Numerics.Tensors;

namespace Aegis.Engine.Tests.Inference;

/// <summary>The rules of GPU providers, kept on the CPU: the vectors must be the same.</summary>
public sealed class ProviderRulesTests
{
    [Theory]
    [InlineData(1, 16)]
    [InlineData(16, 16)]
    [InlineData(17, 32)]
    [InlineData(100, 128)]
    [InlineData(200, 250)]
    [InlineData(250, 250)]
    public void Length_AnyLength_IsOneOfAFew(int longest, int expected) =>
        Assert.Equal(expected, ShapeBuckets.Length(longest, maxTokens: 250));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 4)]
    [InlineData(64, 64)]
    [InlineData(65, 128)]
    public void Rows_AnyNumber_IsAPowerOfTwo(int sequences, int expected) => Assert.Equal(expected, ShapeBuckets.Rows(sequences));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(20)]
    public void Embed_FixedShapes_GivesTheSameVectors(int texts)
    {
        using var plain = Bundled.Load("fp32");
        using var padded = LoadWith(ProviderTable.Of(ExecutionProvider.DirectML).Rules);
        TokenSequence[] batch = [.. Bundled.Reference("fp32").Take(texts).Select(reference => Bundled.Tokenizer.Tokenize(reference.Text))];
        var (expected, actual) = (new float[texts * 384], new float[texts * 384]);

        plain.Embed(batch, expected);
        padded.Embed(batch, actual);

        Assert.Equal(0, TensorPrimitives.Distance<float>(expected, actual), 1e-4);
    }

    [Fact]
    public async Task Embed_OneRunAtATime_NeverOverlapsEvenOverTwoModels()
    {
        var (inside, most) = (0, 0);
        var model = new DelegateModel((_, _) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref inside));
            Thread.Yield();
            Interlocked.Decrement(ref inside);
        });
        SerializedModel[] models = [new(model), new(model)];
        var sequence = new DeterministicTokenizer().Tokenize("text");

        await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(() =>
        {
            for (var run = 0; run < 200; run++)
            {
                models[number % 2].Embed([sequence], new float[4]);
            }
        })));

        Assert.Equal(1, most);
    }

    private static OnnxEmbeddingModel LoadWith(ProviderRules rules) => Folders.Load(
        Bundled.Description,
        Bundled.Description.Files.First(file => file.Precision == Precision.Fp32),
        Bundled.Tokenizer,
        ProviderTable.Of(ExecutionProvider.Cpu) with { Rules = rules });
}
