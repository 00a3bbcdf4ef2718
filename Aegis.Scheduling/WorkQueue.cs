namespace Aegis.Scheduling;

/// <summary>
/// The <see cref="FairQueue"/> that callers and workers share. Capacity: the limits of <see cref="Admission"/>, over
/// waiting and running work together. A job that does not fit is refused whole. Workers block until there is work.
/// </summary>
internal sealed class WorkQueue(FairQueue queue, Admission admission, Throughput throughput)
{
    private readonly object _gate = new();
    private bool _closed;

    /// <summary>All admitted work, waiting and running.</summary>
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

    /// <inheritdoc cref="Admission.Admits"/>
    public bool Admits(string caller, WorkLoad request)
    {
        lock (_gate)
        {
            return admission.Admits(caller, request);
        }
    }

    /// <summary>Adds a prepared job, or ends it as refused or stopped and returns false.</summary>
    public bool TryAdd(Job job)
    {
        if (Add(job) is not { } refusal)
        {
            return true;
        }

        job.End(refusal);
        return false;
    }

    /// <summary>Fills <paramref name="batch"/>, and waits until there is work. False when the queue is closed.</summary>
    public bool Take(Batch batch)
    {
        lock (_gate)
        {
            while (queue.IsEmpty && !_closed)
            {
                Monitor.Wait(_gate);
            }

            queue.Take(batch);
            return batch.Rows.Count > 0;
        }
    }

    /// <summary>Releases a batch that was computed, and measures the throughput.</summary>
    public void Complete(Batch batch, TimeSpan duration)
    {
        lock (_gate)
        {
            throughput.Add(batch.Tokens, duration);
            Finish(batch.Items);
        }
    }

    /// <summary>Releases sequences that nobody waits for any more.</summary>
    public void Abandon(IEnumerable<QueuedSequence> items)
    {
        lock (_gate)
        {
            Finish(items);
        }
    }

    /// <summary>Removes and releases the waiting sequences of a job.</summary>
    public void Remove(Job job)
    {
        lock (_gate)
        {
            if (job.Waiting > 0)
            {
                Finish(queue.Remove(job));
            }
        }
    }

    /// <summary>When the admitted work will be done.</summary>
    public TimeSpan ExpectedWait()
    {
        lock (_gate)
        {
            return throughput.TimeFor(admission.Total.Tokens);
        }
    }

    /// <summary>Admits nothing any more, and ends every job that has sequences waiting.</summary>
    public void Close()
    {
        var waiting = new List<Job>();
        lock (_gate)
        {
            _closed = true;
            while (!queue.IsEmpty)
            {
                var job = queue.Next();
                Finish(queue.Remove(job));
                waiting.Add(job);
            }

            Monitor.PulseAll(_gate);
        }

        // Outside of the lock: code that awaits the end of a job may run in this call.
        waiting.ForEach(job => job.End(JobOutcome.Stopped));
    }

    private JobOutcome? Add(Job job)
    {
        lock (_gate)
        {
            if (_closed)
            {
                return JobOutcome.Stopped;
            }

            if (admission.TryAdmit(job.CallerName, job.Load) is not { } caller)
            {
                return JobOutcome.Refused;
            }

            job.Caller = caller;
            queue.Enqueue(job);
            if (job.Load.Inputs == 1)
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

    private void Finish(IEnumerable<QueuedSequence> items)
    {
        foreach (var item in items)
        {
            admission.Release(item.Job.Caller, item.Job.Finish(item));
        }
    }
}
