namespace Aegis.SoakRunner.Measure;

/// <summary>The first problem of each kind with a count. Bounded. Safe for concurrent use.</summary>
internal sealed class ProblemLog
{
    private const int MaxKinds = 64;

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Stream, OutcomeKind Kind, string Category), Problem> _problems = [];

    public void Add(double atSeconds, string stream, OutcomeKind kind, string category, string what)
    {
        lock (_gate)
        {
            if (_problems.TryGetValue((stream, kind, category), out var known))
            {
                _problems[(stream, kind, category)] = known with { Count = known.Count + 1 };
            }
            else if (_problems.Count < MaxKinds)
            {
                _problems.Add(
                    (stream, kind, category),
                    new Problem(Math.Round(atSeconds, 3), stream, kind, category.Length == 0 ? what : $"{category}: {what}", 1));
            }
        }
    }

    /// <summary>In order of time.</summary>
    public IReadOnlyList<Problem> Problems
    {
        get
        {
            lock (_gate)
            {
                return [.. _problems.Values.OrderBy(problem => problem.AtSeconds)];
            }
        }
    }
}
