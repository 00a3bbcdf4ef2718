namespace Aegis.Http.Failures;

/// <summary>
/// Every way in which a request of the contract can fail. Server and gateway share the list, because a caller cannot tell
/// one from the other. <see cref="FailureTable"/> has the answer of each kind.
/// </summary>
internal enum FailureKind
{
    InvalidRequest,

    /// <summary>An input has more tokens than the model takes, and the request forbids truncation.</summary>
    InputTooLong,
    TokenIdOutOfRange,
    InvalidApiKey,

    /// <summary>The model is not the served one, nor an alias.</summary>
    ModelNotFound,
    NotFound,
    MethodNotAllowed,

    /// <summary>The body arrived too slowly.</summary>
    RequestTimedOut,
    PayloadTooLarge,

    /// <summary>The content type is not JSON.</summary>
    UnsupportedMediaType,

    /// <summary>The queue is full, or bodies or answers take all of their memory.</summary>
    Overloaded,

    /// <summary>A fault of the service itself.</summary>
    Internal,

    /// <summary>The service is starting, failed to load, disabled or draining.</summary>
    Unavailable,

    /// <summary>The time limit of the request passed.</summary>
    TimedOut,
}
