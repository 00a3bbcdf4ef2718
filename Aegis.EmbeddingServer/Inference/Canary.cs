using System.Numerics.Tensors;
using Aegis.EmbeddingServer.Model;
using Aegis.EmbeddingServer.Pooling;
using Aegis.EmbeddingServer.Tokenization;
using Microsoft.ML.OnnxRuntime;

namespace Aegis.EmbeddingServer.Inference;

/// <summary>Proves a loaded file on this machine: known texts must get the vectors that a right machine computes.</summary>
internal static class Canary
{
    /// <summary>
    /// Least mean cosine to the reference vectors. fp32 is the same on every machine but for rounding. int8: right
    /// hardware reaches 0.9999 (rounding may flip a step), hardware that saturates about 0.995.
    /// </summary>
    public static double LeastMeanCosine(Precision precision) => precision == Precision.Int8 ? 0.999 : 0.99999;

    /// <summary>Embeds the reference texts, each alone.</summary>
    /// <returns>What is wrong, in words; null when the vectors are right.</returns>
    public static string? ProblemWith(
        IEmbeddingModel model,
        ITextTokenizer tokenizer,
        ReferenceVectors reference,
        double leastMeanCosine)
    {
        var vector = new float[model.Dimensions];
        var sum = 0.0;
        foreach (var item in reference.Items)
        {
            try
            {
                model.Embed([tokenizer.Tokenize(item.Text)], vector);
            }
            catch (OnnxRuntimeException exception)
            {
                return "a reference text could not be embedded: " + exception.Message;
            }

            if (!UnitVector.IsValid(vector))
            {
                return "a reference text got a vector that is not finite with norm 1";
            }

            if (item.Vector.Length != vector.Length)
            {
                return $"a reference vector has {item.Vector.Length} dimensions, the model {vector.Length}";
            }

            sum += TensorPrimitives.CosineSimilarity(vector, item.Vector);
        }

        var mean = sum / reference.Items.Count;
        // Written so that a NaN, from an empty list of texts, fails too.
        return mean >= leastMeanCosine ? null : FormattableString.Invariant($"mean cosine to the reference vectors is {mean:F6}, least is {leastMeanCosine}");
    }
}
