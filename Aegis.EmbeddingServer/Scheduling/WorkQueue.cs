namespace Aegis.EmbeddingServer.Scheduling;

/// <summary>
/// The <see cref="FairQueue"/> that callers and workers share. Capacity: the bounds of <see cref="AdmissionOptions"/>,
/// over waiting and running work together; a job that does not fit is refused whole. Workers block until there is work.
/// </summary>
internal sealed class WorkQueue(FairQueue queue, Admission admission, DrainRate drainRate)
{
    private readonly object _gate = new();
    private bool _closed;

    /// <summary>All work that is here, waiting and running.</summary>
    public WorkLoad Total
    {
        get
        {
            lock (_gate)
            {
                return admission.Total;
            }
        }
    }

    /// <summary>Whether a request would be taken now.</summary>
    public bool HasRoom(string caller, WorkLoad request)
    {
        lock (_gate)
        {
            return admission.HasRoom(caller, request);
        }
    }

    /// <summary>Admits a request, or ends its job as refused or stopped and returns false.</summary>
    public bool TryAdd(QueuedRequest request)
    {
        if (Add(request) is not { } refusal)
        {
            return true;
        }

        request.Job.End(refusal);
        return false;
    }

    /// <summary>Fills <paramref name="run"/> with the next Run, waiting until there is one. False when the queue is closed.</summary>
    public bool Take(Run run)
    {
        lock (_gate)
        {
            while (queue.IsEmpty && !_closed)
            {
                Monitor.Wait(_gate);
            }

            queue.Take(run);
            return run.Rows.Count > 0;
        }
    }

    /// <summary>Gives back the room of a Run that has ended, and notes how fast it was.</summary>
    public void Complete(Run run, TimeSpan duration)
    {
        lock (_gate)
        {
            drainRate.Add(run.Tokens, duration);
            Finish(run.Items);
        }
    }

    /// <summary>Gives back the room of a Run that nobody waits for any more.</summary>
    public void Abandon(IEnumerable<WorkItem> items)
    {
        lock (_gate)
        {
            Finish(items);
        }
    }

    /// <summary>Takes what still waits of a request out of the queue, and gives back its room.</summary>
    public void Remove(QueuedRequest request)
    {
        lock (_gate)
        {
            if (request.Waiting > 0)
            {
                Finish(queue.Remove(request));
            }
        }
    }

    /// <summary>When the work that is there now will be done.</summary>
    public TimeSpan ExpectedWait()
    {
        lock (_gate)
        {
            return drainRate.TimeFor(admission.Total.Tokens);
        }
    }

    /// <summary>Lets nothing in any more and ends every job of which something still waits.</summary>
    public void Close()
    {
        var waiting = new List<EmbeddingJob>();
        lock (_gate)
        {
            _closed = true;
            while (!queue.IsEmpty)
            {
                var request = queue.Next();
                Finish(queue.Remove(request));
                waiting.Add(request.Job);
            }

            Monitor.PulseAll(_gate);
        }

        // Outside of the gate: the end of a job may run whatever waits for it.
        waiting.ForEach(job => job.End(JobOutcome.Stopped));
    }

    private JobOutcome? Add(QueuedRequest request)
    {
        lock (_gate)
        {
            if (_closed)
            {
                return JobOutcome.Stopped;
            }

            if (admission.TryTake(request.Job.Caller, request.Load) is not { } caller)
            {
                return JobOutcome.Refused;
            }

            request.Caller = caller;
            queue.Enqueue(request);
            if (request.Load.Inputs == 1)
            {
                Monitor.Pulse(_gate);
            }
            else
            {
                Monitor.PulseAll(_gate);
            }

            return null;
        }
    }

    private void Finish(IEnumerable<WorkItem> items)
    {
        foreach (var item in items)
        {
            admission.Give(item.Request.Caller, item.Request.Finish(item));
        }
    }
}
