using System.Text.Json.Serialization;

namespace Aegis.SoakRunner.Document;

/// <summary>Load and limits of a run: a file of <c>profiles/</c>, described by <c>soak-profile.schema.json</c>.</summary>
/// <param name="Phases">Parts of the run, one after the other, after the warm-up.</param>
/// <param name="WarmUpSeconds">Seconds at the start that are shown and not judged.</param>
/// <param name="WindowSeconds">Length of the windows from which trends are computed.</param>
/// <param name="Streams">All streams send at the same time.</param>
/// <param name="Seed">Seed of texts and arrivals: equal profiles send equal texts.</param>
internal sealed record SoakProfile(
    string Name,
    string Description,
    IReadOnlyList<Phase> Phases,
    int WarmUpSeconds,
    int WindowSeconds,
    IReadOnlyList<StreamPlan> Streams,
    Rubric Rubric,
    FaultPlan? Faults = null,
    int Seed = 20_260_101,
    [property: JsonPropertyName("$schema"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Schema = null)
{
    /// <summary>Length without warm-up, drain and pause.</summary>
    public int Seconds => Phases.Sum(phase => phase.Seconds);

    /// <summary>Length with warm-up. A method: a property would become a field of the JSON.</summary>
    public int TotalSeconds() => WarmUpSeconds + Seconds;
}

/// <summary>A part of a run. The streams that name it send in it.</summary>
internal sealed record Phase(string Name, int Seconds);

/// <summary>A number of texts or tokens, drawn from a lognormal distribution and clamped.</summary>
/// <param name="Spread">Standard deviation of the logarithm. 0: always the median.</param>
/// <param name="Least">Lower bound, at least 1.</param>
/// <param name="Most">Upper bound.</param>
internal sealed record Amount(double Median, double Spread, int Least, int Most);
