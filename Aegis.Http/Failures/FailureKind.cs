namespace Aegis.Http.Failures;

/// <summary>Every way in which a request can fail. <see cref="FailureTable"/> says what each one answers.</summary>
internal enum FailureKind
{
    /// <summary>The body is not what the contract asks for.</summary>
    InvalidRequest,

    /// <summary>An input has more tokens than the model takes, and the request wants nothing cut.</summary>
    InputTooLong,

    /// <summary>A token id that the vocabulary does not have.</summary>
    TokenIdOutOfRange,

    /// <summary>Keys are configured, and none of them was sent.</summary>
    InvalidApiKey,

    /// <summary>The model is not the served one, nor an alias.</summary>
    ModelNotFound,

    /// <summary>No such route.</summary>
    NotFound,

    /// <summary>The route does not know the method.</summary>
    MethodNotAllowed,

    /// <summary>The body arrived too slowly.</summary>
    RequestTimedOut,

    /// <summary>The body is larger than the limit.</summary>
    PayloadTooLarge,

    /// <summary>The body is not declared as JSON.</summary>
    UnsupportedMediaType,

    /// <summary>The queue is full.</summary>
    Overloaded,

    /// <summary>Our fault.</summary>
    Internal,

    /// <summary>Starting, failed to load, disabled or draining.</summary>
    Unavailable,

    /// <summary>The request's time limit passed.</summary>
    TimedOut,
}
