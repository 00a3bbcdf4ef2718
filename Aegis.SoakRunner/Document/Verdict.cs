namespace Aegis.SoakRunner.Document;

/// <summary>The judgement of a run.</summary>
/// <param name="Outcome">The worst of the gates: one that fails fails the run, else one that cannot tell makes it inconclusive.</param>
/// <param name="Reason">The first gate that decided it, in words.</param>
/// <param name="Gates">Every gate, with the measured value beside the limit.</param>
internal sealed record Verdict(VerdictOutcome Outcome, string Reason, IReadOnlyList<GateResult> Gates)
{
    /// <summary>The verdict of a run before it is judged.</summary>
    public static Verdict NotJudged { get; } = new(VerdictOutcome.Inconclusive, "not judged", []);
}

/// <summary>How a gate, or a run, is judged.</summary>
internal enum VerdictOutcome
{
    /// <summary>Holds.</summary>
    Pass,

    /// <summary>Does not hold.</summary>
    Fail,

    /// <summary>Too little was measured to tell.</summary>
    Inconclusive,

    /// <summary>Of a run only: the user stopped it before its end.</summary>
    Stopped,
}

/// <summary>How documents write an outcome.</summary>
internal static class VerdictWords
{
    /// <summary>In capitals, such as <c>PASS</c>.</summary>
    public static string Word(this VerdictOutcome outcome) => outcome.ToString().ToUpperInvariant();
}

/// <summary>One line of the rubric, judged.</summary>
/// <param name="Gate">What is judged, such as <c>p95 drift</c>.</param>
/// <param name="Stream">The stream, or null for the whole run.</param>
/// <param name="Outcome">Pass, fail or inconclusive.</param>
/// <param name="Measured">The measured value, with its unit.</param>
/// <param name="Limit">What it is held to, with its unit.</param>
/// <param name="Explanation">Why, in a sentence; null where the two values say it all.</param>
internal sealed record GateResult(string Gate, string? Stream, VerdictOutcome Outcome, string Measured, string Limit, string? Explanation);
