using System.Numerics.Tensors;

namespace Aegis.SoakRunner.Check;

/// <summary>
/// Keeps the first vector of each text of a pool as a few random projections and compares later vectors with it. Vectors that
/// differ in one component differ in nearly every projection. Constant memory. Safe for concurrent use.
/// </summary>
internal sealed class VectorMemory
{
    private const int Projections = 8;

    /// <summary>Largest distance of the projections: that of 1e-5 in every component, a thousandth of that of another text.</summary>
    private const float Tolerance = 1e-3f;

    private const int Seed = 7;

    private const int MinAlike = 8;

    private readonly float[] _first;
    private readonly bool[] _known;
    private readonly float[][] _signs;
    private float[]? _any;
    private int _alike;
    private bool _differ;

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

    public bool AllAlike
    {
        get
        {
            lock (_known)
            {
                return !_differ && _alike >= MinAlike;
            }
        }
    }

    /// <summary>The distance to the first vector of the text if too large; else null.</summary>
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
                _any ??= now.ToArray();
                _differ |= TensorPrimitives.Distance<float>(_any, now) > Tolerance;
                _alike++;
                return null;
            }

            var distance = TensorPrimitives.Distance<float>(first, now);
            return distance <= Tolerance ? null : distance;
        }
    }
}
