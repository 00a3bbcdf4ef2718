namespace Aegis.EmbeddingServer.Diagnostics;

/// <summary>Bucket boundaries of the histograms: what a question about them needs, not what the libraries take by default.</summary>
internal static class Buckets
{
    /// <summary>Seconds of a request, 0.5 ms to 30 s: steps of a third to a half, so that a quantile read from them is no further off.</summary>
    public static readonly double[] RequestDuration =
    [
        0.0005, 0.00075, 0.001, 0.0015, 0.002, 0.003, 0.004, 0.006, 0.008, 0.01, 0.015, 0.02, 0.03, 0.04, 0.06, 0.08,
        0.1, 0.15, 0.2, 0.3, 0.4, 0.6, 0.8, 1, 1.5, 2, 3, 5, 10, 30,
    ];

    /// <summary>Seconds of a stage or a Run, 0.1 ms to 30 s.</summary>
    public static readonly double[] StageDuration = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

    /// <summary>Tokens of a Run: one short query to the most that a GPU takes.</summary>
    public static readonly long[] RunTokens = [8, 16, 32, 64, 96, 128, 192, 256, 512, 1024, 2048, 4096, 16_384];

    /// <summary>Sequences of a Run.</summary>
    public static readonly long[] RunSequences = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 64, 128, 256];

    /// <summary>Padded over real tokens: 1 is no padding at all, 2 is half of the work for nothing.</summary>
    public static readonly double[] PaddingRatio = [1, 1.02, 1.05, 1.1, 1.15, 1.2, 1.3, 1.5, 2, 4];
}
