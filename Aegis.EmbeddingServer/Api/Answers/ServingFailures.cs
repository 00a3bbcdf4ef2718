using Aegis.EmbeddingServer.Serving;

namespace Aegis.EmbeddingServer.Api.Answers;

/// <summary>Answers of a server that does not serve now.</summary>
internal static class ServingFailures
{
    /// <summary>A server that is draining or has failed serves after a restart at the earliest.</summary>
    public static readonly TimeSpan RestartWait = TimeSpan.FromSeconds(5);

    /// <summary>A model loads within a second.</summary>
    private static readonly TimeSpan LoadWait = TimeSpan.FromSeconds(1);

    /// <summary>The failure for an answer. <paramref name="lack"/> is what is missing, such as <c>No embeddings</c>.</summary>
    public static Failure Unavailable(ServingSnapshot now, string lack) => new(FailureKind.Unavailable, $"{lack}: {now.Reason}")
    {
        RetryAfter = now.Status == ServingStatus.Starting ? LoadWait : RestartWait,
    };
}
