using System.Numerics.Tensors;

namespace Aegis.Engine.Pooling;

/// <summary>Arithmetic on embedding vectors, whose Euclidean norm is 1.</summary>
internal static class UnitVector
{
    private const float Tolerance = 1e-3f;

    /// <summary>True when every component is finite and the norm is 1 (±1e-3). Nothing else may leave the server.</summary>
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
