namespace Aegis.Gateway.Proxying;

/// <summary>How a request at one server ended.</summary>
internal enum AttemptOutcome
{
    /// <summary>The server's answer was passed on, errors included.</summary>
    Answered,

    /// <summary>It was overloaded or draining, and somebody else is asked.</summary>
    Refused,

    /// <summary>It could not be reached, or broke off before it answered.</summary>
    Failed,

    /// <summary>It had not answered when it stopped to tell its health.</summary>
    Abandoned,

    /// <summary>It had not answered within the time limit.</summary>
    TimedOut,

    /// <summary>It broke off in the middle of its answer.</summary>
    Broken,

    /// <summary>The caller hung up.</summary>
    CallerGone,

    /// <summary>There was no server.</summary>
    NoServer,
}
