namespace Aegis.Http.Failures;

/// <summary>Why a request gets no embeddings.</summary>
/// <param name="Kind">Decides status, type and code of the answer.</param>
/// <param name="Message">For the caller: what is wrong and how to correct it. Never a path, a stack trace or an input.</param>
/// <param name="Param">The request field at fault; null when there is none.</param>
internal sealed record Failure(FailureKind Kind, string Message, string? Param = null)
{
    /// <summary>When to try again; null when a retry would not help.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
