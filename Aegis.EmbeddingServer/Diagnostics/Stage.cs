namespace Aegis.EmbeddingServer.Diagnostics;

/// <summary>A stage of a request that has ended, between two timestamps.</summary>
internal readonly record struct Stage(string Name, long From, long To)
{
    /// <summary>The body's arrival and parsing.</summary>
    public const string Read = "read";

    /// <summary>Texts to tokens.</summary>
    public const string Tokenize = "tokenize";

    /// <summary>From admission to the first Run.</summary>
    public const string Queue = "queue";

    /// <summary>From the first Run to the last vector; for a large request with the waits between its Runs.</summary>
    public const string Inference = "inference";

    /// <summary>Writing the answer; with the caller's reading where the answer is larger than the connection's buffers.</summary>
    public const string Write = "write";
}
