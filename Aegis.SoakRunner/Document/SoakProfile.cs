using System.Text.Json.Serialization;

namespace Aegis.SoakRunner.Document;

/// <summary>What a run does and what it is held to: a file of <c>profiles/</c>, described by <c>soak-profile.schema.json</c>.</summary>
/// <param name="Name">Short name, as given to <c>--profile</c>.</param>
/// <param name="Description">One sentence for people.</param>
/// <param name="Phases">Parts of the run, one after the other. The first one that judges comes after the warm-up.</param>
/// <param name="WarmUpSeconds">Seconds at the start that are measured and shown, and not judged.</param>
/// <param name="WindowSeconds">Length of the windows that trends are told from.</param>
/// <param name="Streams">Who sends, all at once.</param>
/// <param name="Rubric">What the run is held to.</param>
/// <param name="Faults">What is done to the target on purpose; null: nothing.</param>
/// <param name="Seed">Seed of texts and arrivals: the same profile sends the same texts.</param>
/// <param name="Schema">Where the file says its schema is, for editors.</param>
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
    /// <summary>Length of the run without warm-up, drain and pause, in seconds.</summary>
    public int Seconds => Phases.Sum(phase => phase.Seconds);

    /// <summary>Length with warm-up, in seconds. A method: a property would become a field of the JSON.</summary>
    public int TotalSeconds() => WarmUpSeconds + Seconds;
}

/// <summary>A part of a run, in which the streams that name it send.</summary>
/// <param name="Name">Name that streams and rubric refer to.</param>
/// <param name="Seconds">How long it lasts, 1 to 86,400.</param>
internal sealed record Phase(string Name, int Seconds);

/// <summary>A number of texts or tokens, drawn from a lognormal distribution and clamped.</summary>
/// <param name="Median">Half of what is drawn is below.</param>
/// <param name="Spread">Standard deviation of the logarithm; 0: always the median.</param>
/// <param name="Least">Nothing below, at least 1.</param>
/// <param name="Most">Nothing above.</param>
internal sealed record Amount(double Median, double Spread, int Least, int Most);
