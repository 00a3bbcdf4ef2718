using Aegis.EmbeddingServer.Diagnostics;
using Aegis.EmbeddingServer.Inference;
using Aegis.EmbeddingServer.Pooling;

namespace Aegis.EmbeddingServer.Scheduling;

/// <summary>One thread that takes Runs from the queue and computes them, one after the other, until the queue closes.</summary>
internal sealed class Worker(WorkQueue queue, IEmbeddingModel model, WorkerContext context)
{
    private readonly Run _run = new();
    private readonly Lock _gate = new();
    private float[] _vectors = [];
    private long? _startedAt;
    private bool _isAbandoned;

    /// <summary>Starts the thread.</summary>
    public Thread Start(int number)
    {
        var thread = new Thread(Loop) { Name = $"aegis-worker-{number}", IsBackground = true };
        thread.Start();
        return thread;
    }

    /// <summary>
    /// Gives up on a Run that has lasted longer than any request may: it gives its room back, and the thread ends with
    /// it. False when there is no such Run.
    /// </summary>
    public bool TryAbandon(TimeSpan limit)
    {
        lock (_gate)
        {
            if (_isAbandoned || _startedAt is not { } startedAt || context.Clock.GetElapsedTime(startedAt) < limit)
            {
                return false;
            }

            _isAbandoned = true;
            SchedulingLog.RunStuck(context.Logger, _run.Rows.Count, limit);
            context.Health.RunEnded(right: false);
            queue.Abandon(_run.Items);
            return true;
        }
    }

    private void Loop()
    {
        WorkerPriority.Lower();
        while (queue.Take(_run))
        {
            var startedAt = Begin();
            foreach (var item in _run.Items)
            {
                item.Request.Job.MarkStarted(startedAt);
            }

            var computed = Compute();
            var duration = context.Clock.GetElapsedTime(startedAt);
            if (!End(duration))
            {
                return;
            }

            Trace(startedAt, duration);
            Deliver(computed);
            _run.Clear();
        }
    }

    private long Begin()
    {
        lock (_gate)
        {
            var now = context.Clock.GetTimestamp();
            _startedAt = now;
            return now;
        }
    }

    // Room first, answers second: a caller that asks again at once must find the room that its answer freed.
    private bool End(TimeSpan duration)
    {
        lock (_gate)
        {
            if (_isAbandoned)
            {
                return false;
            }

            _startedAt = null;
            queue.Complete(_run, duration);
        }

        context.Metrics.RunEnded(_run.Facts, duration);
        return true;
    }

    // Before the answers: a request that has its last vector is over.
    private void Trace(long startedAt, TimeSpan duration)
    {
        RunTrace? trace = null;
        foreach (var item in _run.Items)
        {
            item.Request.Job.Runs?.Add(trace ??= new RunTrace(_run.Facts, startedAt, duration));
        }
    }

    // True when the model answered; a Run that throws fails its own items and nothing else.
    private bool Compute()
    {
        var components = _run.Rows.Count * model.Dimensions;
        if (_vectors.Length < components)
        {
            _vectors = new float[components];
        }

        try
        {
            model.Embed(_run.Sequences, _vectors.AsSpan(0, components));
            return true;
        }
#pragma warning disable CA1031 // Whatever the model throws, the worker has to live for the next Run.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            SchedulingLog.RunFailed(context.Logger, exception, _run.Rows.Count);
            return false;
        }
    }

    private void Deliver(bool computed)
    {
        var wrong = 0;
        for (var index = 0; index < _run.Rows.Count; index++)
        {
            var vector = _vectors.AsSpan(index * model.Dimensions, computed ? model.Dimensions : 0);
            var isRight = computed && UnitVector.IsValid(vector);
            wrong += isRight ? 0 : 1;
            if (isRight)
            {
                context.Cache?.Add(_run.Sequences[index], vector);
            }

            for (var item = _run.Rows[index]; item is not null; item = item.Twin)
            {
                Deliver(item, isRight, vector);
            }
        }

        if (computed && wrong > 0)
        {
            SchedulingLog.WrongVectors(context.Logger, wrong);
        }

        context.Health.RunEnded(wrong == 0);
    }

    private static void Deliver(WorkItem item, bool isRight, ReadOnlySpan<float> vector)
    {
        if (isRight)
        {
            item.Request.Job.Deliver(item.Index, vector);
        }
        else
        {
            item.Request.Job.End(JobOutcome.Failed);
        }
    }
}
