namespace Aegis.Gateway.Balancing;

/// <summary>How a request at one server ended.</summary>
internal enum AttemptOutcome
{
    /// <summary>The gateway passed on the server's answer. An answer may be an error.</summary>
    Answered,

    /// <summary>The server was overloaded or draining, and the gateway asks another one.</summary>
    Refused,

    /// <summary>No Aegis server wrote the answer, so the gateway does not pass it on.</summary>
    Foreign,

    /// <summary>The gateway could not reach the server, or the connection broke before the answer began.</summary>
    Failed,

    /// <summary>The server became unresponsive before it answered.</summary>
    Abandoned,

    /// <summary>The server did not answer within the time limit.</summary>
    TimedOut,

    /// <summary>The connection to the server broke in the middle of the answer.</summary>
    Broken,

    /// <summary>The caller closed the connection.</summary>
    CallerGone,

    /// <summary>There was no server.</summary>
    NoServer,
}
