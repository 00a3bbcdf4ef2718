using Aegis.Engine.Pooling;
using Aegis.Engine.Telemetry;
using Aegis.Engine.Tokenization;

namespace Aegis.Engine.Workers;

/// <summary>A thread that takes batches from the queue and computes one after the other, until the queue closes.</summary>
internal sealed class Worker(WorkQueue queue, WorkerContext context)
{
    private readonly Batch _batch = new();
    private readonly List<TokenSequence> _sequences = [];
    private readonly Lock _gate = new();
    private float[] _vectors = [];
    private long? _startedAt;
    private bool _isAbandoned;

    private BatchFacts Facts => new(_batch.Rows.Count, _batch.Tokens, _batch.Longest);

    public Thread Start(int number)
    {
        var thread = new Thread(Loop) { Name = $"aegis-worker-{number}", IsBackground = true };
        thread.Start();
        return thread;
    }

    /// <summary>
    /// Abandons a batch that has taken longer than any request may: its load is released, and the thread ends with it.
    /// False when there is no such batch.
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
            WorkersLog.BatchStuck(context.Logger, _batch.Rows.Count, limit);
            context.Health.BatchEnded(isRight: false);
            queue.Abandon(_batch.Items);
            return true;
        }
    }

    private void Loop()
    {
        WorkerPriority.Lower();
        while (queue.Take(_batch))
        {
            var startedAt = Begin();
            foreach (var item in _batch.Items)
            {
                item.Job.MarkStarted(startedAt);
            }

            var isComputed = Compute();
            var duration = context.Clock.GetElapsedTime(startedAt);
            if (!End(duration))
            {
                return;
            }

            Trace(startedAt, duration);
            DeliverRows(isComputed);
            _batch.Clear();
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

    // The load is released before the answers: a caller that sends its next request at once must be admitted.
    private bool End(TimeSpan duration)
    {
        lock (_gate)
        {
            if (_isAbandoned)
            {
                return false;
            }

            _startedAt = null;
            queue.Complete(_batch, duration);
        }

        context.Metrics.BatchEnded(Facts, duration);
        return true;
    }

    // Before the answers: a request ends with its last vector.
    private void Trace(long startedAt, TimeSpan duration)
    {
        BatchTrace? trace = null;
        foreach (var item in _batch.Items)
        {
            JobOf(item).Batches?.Add(trace ??= new BatchTrace(Facts, startedAt, duration));
        }
    }

    // True when the model answered. A batch that throws fails its own sequences and nothing else.
    private bool Compute()
    {
        _sequences.Clear();
        foreach (var row in _batch.Rows)
        {
            _sequences.Add(JobOf(row).Sequences[row.Index]);
        }

        var components = _sequences.Count * context.Model.Dimensions;
        if (_vectors.Length < components)
        {
            _vectors = new float[components];
        }

        try
        {
            context.Model.Embed(_sequences, _vectors.AsSpan(0, components));
            return true;
        }
#pragma warning disable CA1031 // Whatever the model throws, the worker must live for the next batch.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            WorkersLog.BatchFailed(context.Logger, exception, _sequences.Count);
            return false;
        }
    }

    private void DeliverRows(bool isComputed)
    {
        var (dimensions, wrong) = (context.Model.Dimensions, 0);
        for (var index = 0; index < _sequences.Count; index++)
        {
            var vector = _vectors.AsSpan(index * dimensions, isComputed ? dimensions : 0);
            var isRight = isComputed && UnitVector.IsValid(vector);
            wrong += isRight ? 0 : 1;
            if (isRight)
            {
                context.Cache?.Add(_sequences[index], vector);
            }

            for (var item = _batch.Rows[index]; item is not null; item = item.Twin)
            {
                Deliver(item, isRight, vector);
            }
        }

        if (isComputed && wrong > 0)
        {
            WorkersLog.WrongVectors(context.Logger, wrong);
        }

        context.Health.BatchEnded(wrong == 0);
    }

    private static void Deliver(QueuedSequence item, bool isRight, ReadOnlySpan<float> vector)
    {
        if (isRight)
        {
            JobOf(item).Deliver(item.Index, vector);
        }
        else
        {
            item.Job.End(JobOutcome.Failed);
        }
    }

    private static EmbeddingJob JobOf(QueuedSequence item) => (EmbeddingJob)item.Job;
}
