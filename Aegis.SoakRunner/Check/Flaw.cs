namespace Aegis.SoakRunner.Check;

/// <summary>What is wrong with an answer.</summary>
/// <param name="Kind">The kind, by which flaws are counted.</param>
/// <param name="Detail">This one, in words.</param>
internal sealed record Flaw(FlawKind Kind, string Detail);

/// <summary>The ways in which an answer can be wrong.</summary>
internal enum FlawKind
{
    /// <summary>No JSON, or not what the contract says.</summary>
    Format,

    /// <summary>Another number of vectors than of inputs.</summary>
    Count,

    /// <summary>Vectors out of order.</summary>
    Order,

    /// <summary>Vectors of different widths.</summary>
    Dimension,

    /// <summary>NaN or infinite.</summary>
    NotFinite,

    /// <summary>Norm not 1.</summary>
    Norm,

    /// <summary>Usage that is not the tokens sent.</summary>
    Usage,

    /// <summary>A text that was cut without a word.</summary>
    Truncation,

    /// <summary>A known text's vector is not near the reference's.</summary>
    Reference,

    /// <summary>The same text got another vector than before.</summary>
    Changed,

    /// <summary>Different texts get the same vector.</summary>
    Alike,

    /// <summary>A refusal that does not say when to come again.</summary>
    RetryAfter,

    /// <summary>A right request was called wrong.</summary>
    Rejected,
}
