namespace Aegis.Scheduling;

/// <summary>How a <see cref="Job"/> ended.</summary>
internal enum JobOutcome
{
    /// <summary>Every sequence was computed, and each result passed its check.</summary>
    Completed,

    /// <summary>Admission refused the job; nothing was computed.</summary>
    Refused,

    /// <summary>The time limit passed first.</summary>
    TimedOut,

    /// <summary>The model failed or computed a wrong vector.</summary>
    Failed,

    /// <summary>The queue closed first.</summary>
    Stopped,
}

/// <summary>The sequences of one request, from admission to the end of the last batch that has one of them.</summary>
internal abstract class Job : FairMember
{
    /// <summary>
    /// Most sequences of a job whose end is handled by the worker that ended it: to wake another thread for a small
    /// answer costs more than to write it.
    /// </summary>
    public const int MaxSequencesContinuedByWorker = 4;

    private readonly TaskCompletionSource<JobOutcome> _completion;
    private readonly IReadOnlyList<ISequence> _sequences;
    private QueuedSequence[] _longestFirst = [];
    private int _next;
    private int _unfinished;
    private long _startedAt;

    /// <param name="sequences">At least one.</param>
    /// <param name="isContinuedByWorker">
    /// True: the code that awaits <see cref="Completion"/> runs on the thread that ends the job. That code must be short
    /// and must not block.
    /// </param>
    protected Job(string callerName, IReadOnlyList<ISequence> sequences, bool isContinuedByWorker)
    {
        CallerName = callerName;
        _sequences = sequences;
        _completion = new(isContinuedByWorker ? TaskCreationOptions.None : TaskCreationOptions.RunContinuationsAsynchronously);
    }

    public string CallerName { get; }

    /// <summary>Completes once, with the first outcome.</summary>
    public Task<JobOutcome> Completion => _completion.Task;

    public bool IsComplete => Completion is { IsCompleted: true, Result: JobOutcome.Completed };

    /// <summary>Timestamp of the start of its first batch; null before that.</summary>
    public long? StartedAt => Interlocked.Read(ref _startedAt) is not 0 and var timestamp ? timestamp : null;

    /// <summary>What the job asks admission for; set by <see cref="Prepare"/>.</summary>
    public WorkLoad Load { get; private set; }

    /// <summary>True for a query: see <see cref="BatchLimits.SmallJobTokens"/>.</summary>
    public bool IsSmall => Load.Tokens <= BatchLimits.SmallJobTokens;

    public Caller Caller { get; set; } = null!;

    /// <summary>The longest first: short sequences at the end leave no worker idle beside a long last batch.</summary>
    public IReadOnlyList<QueuedSequence> LongestFirst => _longestFirst;

    /// <summary>Number of sequences that wait.</summary>
    public int Waiting { get; private set; }

    /// <summary>Selects the sequences to compute. Call once, before the job is added to a queue.</summary>
    /// <param name="indexes">At least one.</param>
    public void Prepare(IEnumerable<int> indexes)
    {
        _longestFirst = [.. indexes
            .OrderByDescending(index => _sequences[index].Length)
            .Select(index => new QueuedSequence(this, index, _sequences[index]))];
        Waiting = _longestFirst.Length;
        _unfinished = _longestFirst.Length;
        Load = new WorkLoad(1, Waiting, _longestFirst.Sum(item => (long)item.Sequence.Length));
    }

    /// <summary>The longest waiting sequence. There must be one.</summary>
    public QueuedSequence Next()
    {
        while (!_longestFirst[_next].IsWaiting)
        {
            _next++;
        }

        return _longestFirst[_next];
    }

    /// <summary>One of the sequences no longer waits.</summary>
    public void Taken() => Waiting--;

    /// <summary>The load that ends with a sequence; with the last sequence the request ends too.</summary>
    public WorkLoad Finish(QueuedSequence item) => new(--_unfinished == 0 ? 1 : 0, 1, item.Sequence.Length);

    /// <summary>A batch with one of the sequences starts; only the first call counts.</summary>
    public void MarkStarted(long timestamp) => Interlocked.CompareExchange(ref _startedAt, timestamp, 0);

    /// <summary>Ends the job unless it has ended. Do not hold a lock: the code that awaits the end may run in this call.</summary>
    public void End(JobOutcome outcome) => _completion.TrySetResult(outcome);
}
