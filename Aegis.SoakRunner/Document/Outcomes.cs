namespace Aegis.SoakRunner.Document;

/// <summary>How a request can end, as the runner counts it.</summary>
internal enum OutcomeKind
{
    /// <summary>A correct answer.</summary>
    Ok,

    /// <summary>429 or 503.</summary>
    Refused,

    /// <summary>504, or no answer in time.</summary>
    TimedOut,

    ConnectionFailed,

    /// <summary>Any other 5xx.</summary>
    ServerError,

    /// <summary>An answer that breaks the contract, a wrong vector, or a 4xx to a correct request.</summary>
    WrongAnswer,

    /// <summary>Due, but not sent: the stream had its maximum of requests in flight.</summary>
    Unsent,
}

/// <summary>Requests by outcome.</summary>
internal sealed record Outcomes(
    long Ok, long Refused, long TimedOut, long ConnectionFailed, long ServerError, long WrongAnswer, long Unsent)
{
    public long Total => OutcomeTable.Rows.Sum(row => row.Count(this));

    /// <param name="counts">A count for each <see cref="OutcomeKind"/>, in the order of the enum.</param>
    public static Outcomes Of(long[] counts) => new(counts[0], counts[1], counts[2], counts[3], counts[4], counts[5], counts[6]);

    // A method: a property would become a field of the JSON.
    public long Failed() => OutcomeTable.Rows.Where(row => row.IsFailure).Sum(row => row.Count(this));
}

/// <summary>What the runner knows of one outcome.</summary>
/// <param name="Kind">The outcome.</param>
/// <param name="IsFailure">Whether it counts as failed. A refusal has a count of its own.</param>
/// <param name="ErrorRank">Rank among the errors of the error rate, 1 for the gravest; 0: no error, or judged by a gate of its own.</param>
internal sealed record OutcomeRow(OutcomeKind Kind, string Name, string Heading, bool IsFailure, int ErrorRank, Func<Outcomes, long> Count);

/// <summary>All outcomes, in the order of the enum.</summary>
internal static class OutcomeTable
{
    public static IReadOnlyList<OutcomeRow> Rows { get; } =
    [
        new(OutcomeKind.Ok, "ok", "Ok", false, 0, all => all.Ok),
        new(OutcomeKind.Refused, "refused", "Refused", false, 5, all => all.Refused),
        new(OutcomeKind.TimedOut, "timed out", "Timed out", true, 3, all => all.TimedOut),
        new(OutcomeKind.ConnectionFailed, "connection failed", "Connection failed", true, 2, all => all.ConnectionFailed),
        new(OutcomeKind.ServerError, "server error", "Server error", true, 1, all => all.ServerError),
        new(OutcomeKind.WrongAnswer, "wrong answer", "Wrong", true, 0, all => all.WrongAnswer),
        new(OutcomeKind.Unsent, "unsent", "Unsent", true, 4, all => all.Unsent),
    ];

    public static OutcomeRow Row(OutcomeKind kind) => Rows[(int)kind];

    /// <summary>The errors of the error rate, the gravest first. A refusal is an error unless the stream expects it.</summary>
    public static IEnumerable<OutcomeRow> Errors(bool refusalsExpected) => Rows
        .Where(row => row.ErrorRank > 0 && !(refusalsExpected && row.Kind == OutcomeKind.Refused))
        .OrderBy(row => row.ErrorRank);
}
