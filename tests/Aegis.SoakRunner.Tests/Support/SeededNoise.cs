namespace Aegis.SoakRunner.Tests.Support;

/// <summary>Numbers from -1 to 1, the same each time.</summary>
internal sealed class SeededNoise(int seed)
{
    private readonly Random _random = new(seed);

    public double Next() => (2 * _random.NextDouble()) - 1;
}
