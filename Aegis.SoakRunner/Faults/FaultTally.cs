namespace Aegis.SoakRunner.Faults;

/// <summary>Counts the faults and the reactions of the target. Safe for concurrent use.</summary>
internal sealed class FaultTally
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, FaultFigures> _figures = [];

    /// <summary>The problem is null if the target reacted correctly.</summary>
    public void Add(string fault, string? problem)
    {
        lock (_gate)
        {
            var known = _figures.GetValueOrDefault(fault) ?? new FaultFigures(fault, 0, 0, null);
            var right = known.Right + (problem is null ? 1 : 0);
            _figures[fault] = known with { Count = known.Count + 1, Right = right, FirstProblem = known.FirstProblem ?? problem };
        }
    }

    public IReadOnlyList<FaultFigures> Figures()
    {
        lock (_gate)
        {
            return [.. _figures.Values];
        }
    }
}
