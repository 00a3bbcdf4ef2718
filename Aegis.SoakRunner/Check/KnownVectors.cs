using System.Numerics.Tensors;
using Aegis.SoakRunner.Load;

namespace Aegis.SoakRunner.Check;

/// <summary>
/// The vectors of the golden texts. Each must stay as it was the first time, and be near the reference if the target serves the
/// same model. Safe for concurrent use.
/// </summary>
/// <param name="leastCosine">Lowest cosine to the reference; null: another model, not compared.</param>
internal sealed class KnownVectors(GoldenTexts golden, int dimensions, float? leastCosine)
{
    /// <summary>Largest difference of a component to the first vector, by the contract.</summary>
    private const float Tolerance = 1e-5f;

    private const int ShownCharacters = 40;

    private readonly float[]?[] _first = new float[]?[golden.Items.Count];
    private float[]? _poison;

    public int Dimensions => dimensions;

    public bool HaveReference => leastCosine is not null;

    public Flaw? FlawOfGolden(int index, ReadOnlySpan<float> vector)
    {
        var item = golden.Items[index];
        if (leastCosine is not null && vector.Length != item.Vector.Length)
        {
            return new Flaw(
                FlawKind.Reference,
                $"the vector of \"{Short(item.Text)}\" has {vector.Length} components, {item.Vector.Length} in the reference");
        }

        if (leastCosine is { } least && TensorPrimitives.CosineSimilarity(item.Vector, vector) is var cosine && !(cosine >= least))
        {
            return new Flaw(
                FlawKind.Reference,
                Wording.Of($"the vector of \"{Short(item.Text)}\" has cosine {cosine:F4} to the reference, at least {least} is right"));
        }

        return FlawOfChange(ref _first[index], vector, Short(item.Text));
    }

    public Flaw? FlawOfPoison(ReadOnlySpan<float> vector) => FlawOfChange(ref _poison, vector, "a text that is cut");

    private static Flaw? FlawOfChange(ref float[]? known, ReadOnlySpan<float> vector, string text)
    {
        if (Volatile.Read(ref known) is not { } first)
        {
            var mine = vector.ToArray();
            first = Interlocked.CompareExchange(ref known, mine, null) ?? mine;
        }

        var difference = 0f;
        for (var i = 0; i < first.Length; i++)
        {
            difference = Math.Max(difference, Math.Abs(first[i] - vector[i]));
        }

        return difference <= Tolerance
            ? null
            : new Flaw(
                FlawKind.Changed, Wording.Of($"the vector of \"{text}\" changed by {difference:G3} in a component"));
    }

    private static string Short(string text) => text.Length <= ShownCharacters ? text : text[..ShownCharacters] + "…";
}
