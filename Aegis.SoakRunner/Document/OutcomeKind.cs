namespace Aegis.SoakRunner.Document;

/// <summary>How a request can end, as the runner counts it.</summary>
internal enum OutcomeKind
{
    /// <summary>A right answer.</summary>
    Ok,

    /// <summary>429 or 503.</summary>
    Refused,

    /// <summary>504, or no answer in time.</summary>
    TimedOut,

    /// <summary>No connection, or one that broke.</summary>
    ConnectionFailed,

    /// <summary>Any other 5xx.</summary>
    ServerError,

    /// <summary>An answer that breaks the contract, a wrong vector, or a 4xx to a right request.</summary>
    WrongAnswer,

    /// <summary>Due, and not sent: as many requests as the stream may have were under way.</summary>
    Unsent,
}
