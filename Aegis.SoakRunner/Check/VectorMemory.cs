using System.Numerics.Tensors;
using Aegis.SoakRunner.Load;

namespace Aegis.SoakRunner.Check;

/// <summary>
/// Remembers the first vector of each text of a pool as a few random projections, and tells whether a later one is the
/// same. Two vectors that differ anywhere differ in nearly every projection. Constant memory; safe for concurrent use.
/// </summary>
internal sealed class VectorMemory
{
    private const int Projections = 8;

    /// <summary>Largest distance of the projections: what rounding of 1e-5 in every component may give, a thousandth of what another text gives.</summary>
    private const float Tolerance = 1e-3f;

    private const int Seed = 7;

    private readonly float[] _first;
    private readonly bool[] _known;
    private readonly float[][] _signs;

    /// <param name="size">Number of texts.</param>
    /// <param name="dimensions">Width of the vectors.</param>
    public VectorMemory(int size, int dimensions)
    {
        _first = new float[size * Projections];
        _known = new bool[size];
        var random = new SplitMix(Seed);
        _signs = [.. Enumerable.Range(0, Projections).Select(_ => new float[dimensions])];
        foreach (var row in _signs)
        {
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = random.Next(2) == 0 ? 1 : -1;
            }
        }
    }

    /// <summary>The distance to the text's first vector where it is too large; else null.</summary>
    public float? DistanceTo(int text, ReadOnlySpan<float> vector)
    {
        Span<float> now = stackalloc float[Projections];
        for (var i = 0; i < Projections; i++)
        {
            now[i] = TensorPrimitives.Dot(vector, _signs[i]);
        }

        lock (_known)
        {
            var first = _first.AsSpan(text * Projections, Projections);
            if (!_known[text])
            {
                now.CopyTo(first);
                _known[text] = true;
                return null;
            }

            var distance = TensorPrimitives.Distance<float>(first, now);
            return distance <= Tolerance ? null : distance;
        }
    }
}
