namespace Aegis.SoakRunner.Document;

/// <param name="Outcome">The worst outcome of a gate: fail, then inconclusive, then pass.</param>
/// <param name="Reason">The first gate with that outcome, in words.</param>
internal sealed record Verdict(VerdictOutcome Outcome, string Reason, IReadOnlyList<GateResult> Gates)
{
    /// <summary>The verdict of a run before it is judged.</summary>
    public static Verdict NotJudged { get; } = new(VerdictOutcome.Inconclusive, "not judged", []);
}

internal enum VerdictOutcome
{
    Pass,
    Fail,

    /// <summary>Too little was measured.</summary>
    Inconclusive,

    /// <summary>Of a run only: the user stopped it.</summary>
    Stopped,
}

internal static class VerdictWords
{
    /// <summary>In capitals, such as <c>PASS</c>.</summary>
    public static string Word(this VerdictOutcome outcome) => outcome.ToString().ToUpperInvariant();
}

/// <summary>One judged limit.</summary>
/// <param name="Gate">Name of the gate, such as <c>p95 drift</c>.</param>
/// <param name="Stream">Null: the whole run.</param>
/// <param name="Explanation">Why, in a sentence; null: the two values are enough.</param>
internal sealed record GateResult(string Gate, string? Stream, VerdictOutcome Outcome, string Measured, string Limit, string? Explanation);
