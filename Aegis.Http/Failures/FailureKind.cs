namespace Aegis.Http.Failures;

/// <summary>
/// Every way in which a request of the contract can fail. Server and gateway share the list, because a caller cannot tell
/// one from the other. <see cref="FailureTable"/> has the answer of each kind.
/// </summary>
internal enum FailureKind
{
    /// <summary>The body does not follow the contract.</summary>
    InvalidRequest,

    /// <summary>An input has more tokens than the model takes, and the request forbids truncation.</summary>
    InputTooLong,

    /// <summary>A token id is not in the vocabulary.</summary>
    TokenIdOutOfRange,

    /// <summary>Keys are configured, and the request has none of them.</summary>
    InvalidApiKey,

    /// <summary>The model is not the served one, nor an alias.</summary>
    ModelNotFound,

    /// <summary>The route does not exist.</summary>
    NotFound,

    /// <summary>The route does not take the method.</summary>
    MethodNotAllowed,

    /// <summary>The body arrived too slowly.</summary>
    RequestTimedOut,

    /// <summary>The body is larger than the limit.</summary>
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
