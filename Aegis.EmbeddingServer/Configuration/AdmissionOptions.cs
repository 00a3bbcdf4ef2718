using System.ComponentModel.DataAnnotations;
using Aegis.Scheduling;

namespace Aegis.EmbeddingServer.Configuration;

/// <summary>
/// <c>Aegis:Admission</c>: how much work is admitted, waiting or running. A request is admitted whole or refused at once.
/// One caller may have at most four fifths of the requests, half of the inputs and half of the tokens.
/// </summary>
internal sealed class AdmissionOptions
{
    /// <summary>Most requests admitted and not yet answered: 2 to 1,000,000. Default: 128.</summary>
    [Range(2, 1_000_000)]
    public int MaxQueuedRequests { get; set; } = WorkLoad.DefaultLimits.Requests;

    /// <summary>Most inputs admitted and not yet answered: 2 to 1,000,000. Default: 8,192.</summary>
    [Range(2, 1_000_000)]
    public int MaxQueuedInputs { get; set; } = WorkLoad.DefaultLimits.Inputs;

    /// <summary>Most tokens admitted and not yet answered: 1,024 to 100,000,000. Default: 600,000.</summary>
    [Range(1024, 100_000_000)]
    public int MaxQueuedTokens { get; set; } = (int)WorkLoad.DefaultLimits.Tokens;

    /// <summary>Longest time from admission to the last vector: 10 ms to 1 hour. Default: 30 s.</summary>
    [TimeRange("00:00:00.010", "01:00:00")]
    public TimeSpan RequestTimeLimit { get; set; } = TimeSpan.FromSeconds(30);
}
