using Aegis.SoakRunner.Document;
using Aegis.SoakRunner.Measure;

namespace Aegis.Benchmarks.Load;

/// <summary>What an open load measured.</summary>
/// <param name="Seconds">From the first request to the last answer.</param>
/// <param name="Outcomes">Requests by outcome.</param>
/// <param name="Accepted">From the moment at which a request was due to the end of its answer with status 200.</param>
/// <param name="AcceptedSinceSent">From sending to the end of an answer with status 200.</param>
/// <param name="Refused">From sending to the end of a 429.</param>
internal sealed record OpenResult(
    double Seconds, Outcomes Outcomes, Percentiles Accepted, Percentiles AcceptedSinceSent, Percentiles Refused)
{
    public double AnsweredPerSecond => Accepted.Count / Seconds;

    /// <summary>Less than the rate of the load if every connection was in use.</summary>
    public double SentPerSecond => Outcomes.Total / Seconds;
}

/// <summary>Counts the requests of an open load. Safe for concurrent use.</summary>
internal sealed class OpenTally
{
    private readonly Lock _gate = new();
    private readonly Tally _sinceDue = new();
    private readonly Tally _sinceSent = new();
    private readonly Tally _refused = new();

    /// <param name="answer">Null: the connection failed.</param>
    public void Add(HttpAnswer? answer, TimeSpan sinceDue, TimeSpan sinceSent)
    {
        lock (_gate)
        {
            switch (answer?.Status)
            {
                case 200:
                    _sinceDue.AddOk(inputs: 1, answer.Value.Tokens, sinceDue, isGood: true);
                    _sinceSent.AddOk(inputs: 1, answer.Value.Tokens, sinceSent, isGood: true);
                    break;
                case 429:
                    _sinceDue.AddFailure(OutcomeKind.Refused);
                    _refused.AddOk(inputs: 1, tokens: 0, sinceSent, isGood: true);
                    break;
                case var status:
                    _sinceDue.AddFailure(status switch
                    {
                        null => OutcomeKind.ConnectionFailed,
                        >= 500 => OutcomeKind.ServerError,
                        _ => OutcomeKind.WrongAnswer,
                    });
                    break;
            }
        }
    }

    public OpenResult Result(TimeSpan time)
    {
        lock (_gate)
        {
            var figures = _sinceDue.Figures(string.Empty, time.TotalSeconds, inFlight: 0);
            return new OpenResult(figures.Seconds, figures.Outcomes, figures.Latency, Latency(_sinceSent), Latency(_refused));
        }
    }

    private static Percentiles Latency(Tally tally) => tally.Figures(string.Empty, seconds: 0, inFlight: 0).Latency;
}
