namespace Aegis.SoakRunner.Document;

/// <summary>One stream of requests of the same kind, with statistics of its own.</summary>
/// <param name="Name">Name in the report.</param>
/// <param name="Tokens">Tokens of a text, the model's special tokens left out.</param>
/// <param name="Inputs">Texts of a request.</param>
/// <param name="ObjectiveMs">An answer within this many milliseconds counts as goodput.</param>
/// <param name="Open">Open load: requests at their own pace, whether or not the target keeps up.</param>
/// <param name="Connections">Closed load: so many connections, each of which sends its next request after the answer to the last one.</param>
/// <param name="Phases">Phases in which it sends; null: in all.</param>
/// <param name="Encoding">How vectors are asked for.</param>
/// <param name="RefusalsExpected">The stream asks for more than the target can do: 429 and 503 with Retry-After are right answers.</param>
/// <param name="MaxInFlight">Most requests under way of an open stream; what is due beyond is counted as unsent, an error.</param>
/// <param name="TimeoutSeconds">Longest wait for an answer.</param>
/// <param name="Limits">What the stream's figures are held to.</param>
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
    /// <summary>Whether the stream sends in a phase.</summary>
    public bool SendsIn(string phase) => Phases is null || Phases.Contains(phase);
}

/// <summary>When the requests of an open stream are due.</summary>
/// <param name="Kind">The pattern.</param>
/// <param name="PerSecond">Requests per second; of a ramp, at the start of each phase.</param>
/// <param name="ToPerSecond">Of a ramp: requests per second at the end of each phase.</param>
/// <param name="BurstSize">Of bursts: requests that are due at the same moment; bursts follow so that the rate holds.</param>
internal sealed record Arrivals(ArrivalKind Kind, double PerSecond, double? ToPerSecond = null, int? BurstSize = null);

/// <summary>Patterns of an open stream.</summary>
internal enum ArrivalKind
{
    /// <summary>Evenly spaced.</summary>
    Constant,

    /// <summary>Exponentially distributed gaps, as from many independent callers.</summary>
    Poisson,

    /// <summary>Evenly spaced, the rate rising or falling linearly.</summary>
    Ramp,

    /// <summary>Several at a time.</summary>
    Burst,
}

/// <summary>How vectors are asked for.</summary>
internal enum VectorEncoding
{
    /// <summary>JSON numbers.</summary>
    Float,

    /// <summary>Little-endian float32 in base64.</summary>
    Base64,

    /// <summary>Both in turn, each held to the other.</summary>
    Mixed,
}
