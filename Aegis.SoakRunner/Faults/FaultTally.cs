using Aegis.SoakRunner.Document;

namespace Aegis.SoakRunner.Faults;

/// <summary>Counts faults and how the target took them. Safe for concurrent use.</summary>
internal sealed class FaultTally
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, FaultFigures> _figures = [];

    /// <summary>Notes a fault; the problem is null when the target took it as it should.</summary>
    public void Add(string fault, string? problem)
    {
        lock (_gate)
        {
            var known = _figures.GetValueOrDefault(fault) ?? new FaultFigures(fault, 0, 0, null);
            _figures[fault] = known with { Count = known.Count + 1, Right = known.Right + (problem is null ? 1 : 0), FirstProblem = known.FirstProblem ?? problem };
        }
    }

    /// <summary>What was counted so far.</summary>
    public IReadOnlyList<FaultFigures> Figures()
    {
        lock (_gate)
        {
            return [.. _figures.Values];
        }
    }
}
