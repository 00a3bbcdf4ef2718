namespace Aegis.EmbeddingServer.Scheduling;

/// <summary>
/// The <see cref="FairQueue"/> that callers and workers share. Capacity: the bounds of <see cref="AdmissionOptions"/>,
/// over waiting and running work together; a job that does not fit is refused whole. Workers block until there is work.
/// </summary>
internal sealed class WorkQueue(FairQueue queue, AdmissionOptions bounds, DrainRate drainRate)
{
    private readonly object _gate = new();
    private bool _closed;
    private int _inputs;
    private int _tokens;

    /// <summary>Inputs admitted and not yet answered.</summary>
    public int Inputs => Volatile.Read(ref _inputs);

    /// <summary>Tokens admitted and not yet answered.</summary>
    public int Tokens => Volatile.Read(ref _tokens);

    /// <summary>Admits a job, or ends it as refused or stopped and returns null.</summary>
    public QueuedRequest? TryAdd(EmbeddingJob job)
    {
        // Sorting thousands of sequences is not for under the lock that every worker needs.
        var request = new QueuedRequest(job);
        lock (_gate)
        {
            if (_closed)
            {
                job.End(JobOutcome.Stopped);
                return null;
            }

            if (_inputs + job.Sequences.Count > bounds.MaxQueuedInputs || _tokens + (long)job.Tokens > bounds.MaxQueuedTokens)
            {
                job.End(JobOutcome.Refused);
                return null;
            }

            _inputs += job.Sequences.Count;
            _tokens += job.Tokens;
            queue.Enqueue(request);
            Monitor.PulseAll(_gate);
            return request;
        }
    }

    /// <summary>Fills <paramref name="run"/> with the next Run, waiting until there is one. False when the queue is closed.</summary>
    public bool Take(List<WorkItem> run)
    {
        lock (_gate)
        {
            while (queue.IsEmpty && !_closed)
            {
                Monitor.Wait(_gate);
            }

            queue.Take(run);
            return run.Count > 0;
        }
    }

    /// <summary>Gives back the room of a Run that has ended.</summary>
    public void Complete(List<WorkItem> run, TimeSpan duration)
    {
        var tokens = run.Sum(item => item.Sequence.Length);
        lock (_gate)
        {
            drainRate.Add(tokens, duration);
            _inputs -= run.Count;
            _tokens -= tokens;
        }
    }

    /// <summary>Takes what still waits of a request out of the queue, and gives back its room.</summary>
    public void Remove(QueuedRequest request)
    {
        lock (_gate)
        {
            if (request.Waiting == 0)
            {
                return;
            }

            var waiting = queue.Remove(request);
            _inputs -= waiting.Count;
            _tokens -= waiting.Sum(item => item.Sequence.Length);
        }
    }

    /// <summary>When the work that is there now will be done.</summary>
    public TimeSpan ExpectedWait()
    {
        lock (_gate)
        {
            return drainRate.TimeFor(_tokens);
        }
    }

    /// <summary>Lets nothing in any more and ends every job of which something still waits.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            while (queue.Next is { } request)
            {
                Remove(request);
                request.Job.End(JobOutcome.Stopped);
            }

            Monitor.PulseAll(_gate);
        }
    }
}
