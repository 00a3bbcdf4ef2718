namespace Aegis.SoakRunner.Document;

/// <summary>A stream of requests of one kind, with statistics of its own.</summary>
/// <param name="Tokens">Tokens of a text without special tokens.</param>
/// <param name="ObjectiveMs">A correct answer within this time counts as goodput.</param>
/// <param name="Open">Open load: requests are sent when they are due, whether or not the target keeps up.</param>
/// <param name="Connections">Closed load: number of connections; each sends its next request after the last answer.</param>
/// <param name="Phases">Phases in which the stream sends; null: all.</param>
/// <param name="RefusalsExpected">The stream overloads the target: 429 and 503 with Retry-After are correct.</param>
/// <param name="MaxInFlight">Limit of requests in flight of an open stream. A request above it counts as unsent, an error.</param>
internal sealed record StreamPlan(
    string Name,
    Amount Tokens,
    Amount Inputs,
    double ObjectiveMs,
    Arrivals? Open = null,
    int? Connections = null,
    IReadOnlyList<string>? Phases = null,
    VectorEncoding Encoding = VectorEncoding.Mixed,
    bool RefusalsExpected = false,
    int MaxInFlight = 256,
    int TimeoutSeconds = 60,
    StreamLimits? Limits = null)
{
    public bool SendsIn(string phase) => Phases is null || Phases.Contains(phase);
}

/// <param name="PerSecond">Requests a second; of a ramp: at the start of each phase.</param>
/// <param name="ToPerSecond">Of a ramp: requests a second at the end of each phase.</param>
/// <param name="BurstSize">Requests of one burst. The bursts keep the rate.</param>
internal sealed record Arrivals(ArrivalKind Kind, double PerSecond, double? ToPerSecond = null, int? BurstSize = null);

internal enum ArrivalKind
{
    Constant,

    /// <summary>Exponentially distributed gaps, as of many independent callers.</summary>
    Poisson,

    /// <summary>The rate rises or falls linearly.</summary>
    Ramp,
    Burst,
}

internal enum VectorEncoding
{
    Float,
    Base64,

    /// <summary>Both, at random. Their vectors must be equal.</summary>
    Mixed,
}
