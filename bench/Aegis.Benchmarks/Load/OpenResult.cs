using System.Collections.Concurrent;
using HdrHistogram;

namespace Aegis.Benchmarks.Load;

/// <summary>What an open load saw. Safe for concurrent use while it runs.</summary>
internal sealed record OpenResult
{
    private int _broken;

    public double Seconds { get; init; }

    /// <summary>Microseconds from the moment at which a request was due to the end of its answer with status 200.</summary>
    public LongConcurrentHistogram Accepted { get; } = new(1, 120_000_000, 3);

    /// <summary>Microseconds from sending to the end of an answer with status 200.</summary>
    public LongConcurrentHistogram AcceptedSinceSent { get; } = new(1, 120_000_000, 3);

    /// <summary>Microseconds from sending to the end of a 429.</summary>
    public LongConcurrentHistogram Refused { get; } = new(1, 120_000_000, 3);

    /// <summary>Answers by status.</summary>
    public ConcurrentDictionary<int, int> Statuses { get; } = new();

    /// <summary>Requests without an answer: the connection failed.</summary>
    public int Broken => _broken;

    public double AnsweredPerSecond => Accepted.TotalCount / Seconds;

    /// <summary>What was really sent: less than asked for when every connection was taken.</summary>
    public double SentPerSecond => (Statuses.Values.Sum() + Broken) / Seconds;

    public int ServerErrors => Statuses.Where(status => status.Key >= 500).Sum(status => status.Value);

    /// <summary>Counts a request; without an answer its connection has failed.</summary>
    public void Add(HttpAnswer? answer, TimeSpan sinceDue, TimeSpan sinceSent)
    {
        if (answer is not { Status: var status })
        {
            Interlocked.Increment(ref _broken);
            return;
        }

        Statuses.AddOrUpdate(status, 1, (_, count) => count + 1);
        if (status == 200)
        {
            Accepted.RecordValue((long)sinceDue.TotalMicroseconds);
            AcceptedSinceSent.RecordValue((long)sinceSent.TotalMicroseconds);
        }
        else if (status == 429)
        {
            Refused.RecordValue((long)sinceSent.TotalMicroseconds);
        }
    }
}
