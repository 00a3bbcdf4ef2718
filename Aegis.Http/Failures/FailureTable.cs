namespace Aegis.Http.Failures;

/// <summary>The answer of each failure kind. No other code knows a status of an error.</summary>
internal static class FailureTable
{
    /// <summary>HTTP status, <c>error.type</c> and <c>error.code</c> of a kind.</summary>
    public static (int Status, string Type, string Code) Answer(FailureKind kind) => kind switch
    {
        FailureKind.InvalidRequest => (400, "invalid_request_error", "invalid_request"),
        FailureKind.InputTooLong => (400, "invalid_request_error", "input_too_long"),
        FailureKind.TokenIdOutOfRange => (400, "invalid_request_error", "token_id_out_of_range"),
        FailureKind.InvalidApiKey => (401, "invalid_request_error", "invalid_api_key"),
        FailureKind.ModelNotFound => (404, "invalid_request_error", "model_not_found"),
        FailureKind.NotFound => (404, "invalid_request_error", "not_found"),
        FailureKind.MethodNotAllowed => (405, "invalid_request_error", "method_not_allowed"),
        FailureKind.RequestTimedOut => (408, "timeout_error", "request_timeout"),
        FailureKind.PayloadTooLarge => (413, "invalid_request_error", "payload_too_large"),
        FailureKind.UnsupportedMediaType => (415, "invalid_request_error", "unsupported_media_type"),
        FailureKind.Overloaded => (429, "rate_limit_error", "overloaded"),
        FailureKind.Internal => (500, "server_error", "internal"),
        FailureKind.Unavailable => (503, "server_error", "upstream_error"),
        FailureKind.TimedOut => (504, "timeout_error", "upstream_timeout"),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "has no answer"),
    };
}
