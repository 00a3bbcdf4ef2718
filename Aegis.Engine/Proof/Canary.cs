using System.Numerics.Tensors;
using Aegis.Engine.Inference;
using Aegis.Engine.ModelFolders;
using Aegis.Engine.ModelFolders.Graphs;
using Aegis.Engine.Pooling;
using Aegis.Engine.Tokenization;
using Microsoft.ML.OnnxRuntime;

namespace Aegis.Engine.Proof;

/// <summary>Proves a loaded file on this machine: known texts must get the vectors that a right machine computes.</summary>
internal sealed record Canary(ReferenceVectors Reference, double MinMeanCosine, string Source)
{
    /// <summary>
    /// Minimum of the mean cosine to vectors of the same file on right hardware. fp32: machines differ only by rounding. int8:
    /// right hardware reaches 0.9999 (rounding may change a value by one step), hardware that saturates about 0.995.
    /// </summary>
    public static double MinToItself(Precision precision) => precision switch
    {
        Precision.Int8 => 0.999,
        Precision.Fp16 => 0.9999,
        _ => 0.99999,
    };

    /// <summary>
    /// Minimum of the mean cosine to the fp32 file on the CPU, for a file that nothing else proves. Dynamic int8 of an exporter
    /// reaches 0.992; a file of another model is far below all these limits.
    /// </summary>
    public static double MinToFp32(Precision precision) => precision switch
    {
        Precision.Int8 => 0.98,
        Precision.Fp16 => 0.999,
        _ => 0.9999,
    };

    /// <returns>What is wrong, for a message; null if the vectors are right.</returns>
    public string? ProblemWith(IEmbeddingModel model, ITextTokenizer tokenizer)
    {
        if (Reference.Items.Count == 0)
        {
            return $"there are no vectors in {Source}";
        }

        var vector = new float[model.Dimensions];
        var sum = 0.0;
        foreach (var item in Reference.Items)
        {
            if (ProblemIn(item, model, tokenizer, vector) is { } problem)
            {
                return problem;
            }

            sum += TensorPrimitives.CosineSimilarity(vector, item.Vector);
        }

        var mean = sum / Reference.Items.Count;
        // In this form the comparison is false for NaN, which a reference vector of zeros gives.
        return mean >= MinMeanCosine
            ? null
            : FormattableString.Invariant($"mean cosine to the vectors of {Source} is {mean:F6}, least is {MinMeanCosine}");
    }

    private static string? ProblemIn(ReferenceVector item, IEmbeddingModel model, ITextTokenizer tokenizer, float[] vector)
    {
        try
        {
            model.Embed([tokenizer.Tokenize(item.Text)], vector);
        }
        catch (Exception exception) when (exception is OnnxRuntimeException or InvalidOperationException)
        {
            return "a reference text could not be embedded: " + exception.Message;
        }

        if (!UnitVector.IsValid(vector))
        {
            return "a reference text got a vector that is not finite with norm 1";
        }

        return item.Vector.Length == vector.Length
            ? null
            : $"a reference vector has {item.Vector.Length} dimensions, the model {vector.Length}";
    }
}
