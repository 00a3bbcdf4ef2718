using System.Numerics.Tensors;

namespace Aegis.Engine.Tests.Inference;

/// <summary>The bundled files against sentence-transformers (PyTorch fp32).</summary>
public sealed class VectorTests
{
    [Theory]
    [InlineData("fp32", 0.99999)]
    [InlineData("int8", 0.99)]
    public void Embed_ReferenceTexts_GivesReferenceVectors(string precision, double leastCosine)
    {
        using var model = Bundled.Load(precision);
        var vector = new float[model.Dimensions];
        foreach (var reference in Bundled.Reference("fp32"))
        {
            model.Embed([Bundled.Tokenizer.Tokenize(reference.Text)], vector);

            Assert.InRange(TensorPrimitives.CosineSimilarity<float>(vector, reference.Vector), leastCosine, 1.000001);
        }
    }

    [Theory]
    [InlineData("fp32")]
    [InlineData("int8")]
    public void Embed_Batch_EqualsEachTextAlone(string precision)
    {
        using var model = Bundled.Load(precision);
        TokenSequence[] batch = [.. Bundled.Reference("fp32").Select(reference => Bundled.Tokenizer.Tokenize(reference.Text))];
        var together = new float[batch.Length * model.Dimensions];
        var alone = new float[model.Dimensions];
        model.Embed(batch, together);
        for (var row = 0; row < batch.Length; row++)
        {
            model.Embed([batch[row]], alone);

            Assert.Equal(0, TensorPrimitives.Distance<float>(alone, together.AsSpan(row * model.Dimensions, model.Dimensions)), 1e-5);
        }
    }
}
