using System.ComponentModel.DataAnnotations;

namespace Aegis.EmbeddingServer.Configuration;

/// <summary>
/// <c>Aegis:Admission</c>: how much work may be here, waiting or running. A request is taken whole or refused at once,
/// and one caller may hold at most four fifths of the requests, half of the inputs and half of the tokens.
/// </summary>
internal sealed class AdmissionOptions
{
    /// <summary>
    /// Most requests admitted and not yet answered: 2 to 1,000,000. Default: 128, which in a flood of queries is a tenth
    /// to a sixth of a second on two cores: more would only wait longer.
    /// </summary>
    [Range(2, 1_000_000)]
    public int MaxQueuedRequests { get; set; } = 128;

    /// <summary>Most inputs admitted and not yet answered: 2 to 1,000,000. Default: 8,192.</summary>
    [Range(2, 1_000_000)]
    public int MaxQueuedInputs { get; set; } = 8192;

    /// <summary>Most tokens admitted and not yet answered: 1,024 to 100,000,000. Default: 600,000.</summary>
    [Range(1024, 100_000_000)]
    public int MaxQueuedTokens { get; set; } = 600_000;

    /// <summary>Longest time from admission to the last vector: 10 ms to 1 hour. Default: 30 s.</summary>
    [TimeRange("00:00:00.010", "01:00:00")]
    public TimeSpan RequestTimeLimit { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>For work that no other caller competes with, and that bounds itself: nothing is refused.</summary>
    public void MakeRoomForOneCaller() => (MaxQueuedRequests, MaxQueuedInputs, MaxQueuedTokens, RequestTimeLimit) = (1_000, 1_000_000, 100_000_000, TimeSpan.FromHours(1));
}
