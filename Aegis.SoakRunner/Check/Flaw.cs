namespace Aegis.SoakRunner.Check;

internal sealed record Flaw(FlawKind Kind, string Detail);

internal enum FlawKind
{
    /// <summary>Not JSON, or not as in the contract.</summary>
    Format,

    /// <summary>Not one vector for each input.</summary>
    Count,
    Order,
    Dimension,
    NotFinite,
    Norm,

    /// <summary>Usage differs from the tokens sent.</summary>
    Usage,

    /// <summary>A text was truncated, and the header does not tell.</summary>
    Truncation,

    /// <summary>The vector is not near that of the reference.</summary>
    Reference,

    /// <summary>A text got another vector than before.</summary>
    Changed,

    /// <summary>All texts get the same vector.</summary>
    Alike,

    RetryAfter,

    /// <summary>A correct request got a 4xx.</summary>
    Rejected,
}
