namespace Aegis.Http.Failures;

/// <summary>Why a request gets no embeddings.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Message">For the caller: what is wrong and how to mend it. Never a path, a stack or a text.</param>
/// <param name="Param">The request field at fault; null when there is none.</param>
internal sealed record Failure(FailureKind Kind, string Message, string? Param = null)
{
    /// <summary>When to try again; null where that would not help.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
