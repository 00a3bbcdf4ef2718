using Aegis.EmbeddingServer.Serving;

namespace Aegis.EmbeddingServer.Api.Answers;

/// <summary>Answers of a server that does not serve now.</summary>
internal static class ServingFailures
{
    /// <summary>A server that drains or failed takes at least a restart.</summary>
    public static readonly TimeSpan RestartWait = TimeSpan.FromSeconds(5);

    /// <summary>A model loads within a second.</summary>
    private static readonly TimeSpan LoadWait = TimeSpan.FromSeconds(1);

    /// <summary>The answer in a serving state.</summary>
    /// <param name="now">The state.</param>
    /// <param name="lack">What the caller does not get: <c>No embeddings</c>.</param>
    public static Failure Unavailable(ServingSnapshot now, string lack) => new(FailureKind.Unavailable, $"{lack}: {now.Reason}")
    {
        RetryAfter = now.Status == ServingStatus.Starting ? LoadWait : RestartWait,
    };
}
