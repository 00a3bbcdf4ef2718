using System.Numerics.Tensors;

namespace Aegis.Engine.Pooling;

internal static class UnitVector
{
    private const float Tolerance = 1e-3f;

    /// <summary>True if every component is finite and the norm is 1 (±1e-3). No other vector may leave the engine.</summary>
    public static bool IsValid(ReadOnlySpan<float> vector)
    {
        // A NaN or an infinity in any component makes the norm NaN or infinite, and the comparison false.
        var norm = TensorPrimitives.Norm(vector);
        return MathF.Abs(norm - 1f) <= Tolerance;
    }

    /// <summary>Scales <paramref name="vector"/> to norm 1, in place. A zero vector becomes NaN.</summary>
    public static void Normalize(Span<float> vector) =>
        TensorPrimitives.Divide(vector, TensorPrimitives.Norm(vector), vector);
}
