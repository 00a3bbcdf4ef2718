namespace Aegis.SoakRunner.Check;

/// <summary>One text that is sent now and then: its vector must stay what it was the first time.</summary>
internal sealed class GoldenText
{
    /// <summary>Largest difference of a component; the server promises 1e-5 whatever else it computes at the time.</summary>
    private const float Tolerance = 1e-5f;

    /// <summary>The request that carries it.</summary>
    public static readonly string[] Request = ["The quick brown fox jumps over the lazy dog."];

    private float[]? _first;

    /// <summary>What is wrong, in words; null when nothing is. Safe for concurrent use.</summary>
    public string? ProblemWith(float[] vector)
    {
        var first = Interlocked.CompareExchange(ref _first, vector, null) ?? vector;
        if (first.Length != vector.Length)
        {
            return $"the golden text got {vector.Length} components, {first.Length} before";
        }

        var difference = first.Zip(vector, (a, b) => MathF.Abs(a - b)).Max();
        return difference <= Tolerance ? null : $"the golden text's vector changed by {difference}";
    }
}
