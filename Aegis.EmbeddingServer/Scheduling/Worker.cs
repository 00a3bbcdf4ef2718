using Aegis.EmbeddingServer.Inference;
using Aegis.EmbeddingServer.Pooling;
using Aegis.EmbeddingServer.Tokenization;

namespace Aegis.EmbeddingServer.Scheduling;

/// <summary>One thread that takes Runs from the queue and computes them, one after the other, until the queue closes.</summary>
internal sealed class Worker(WorkQueue queue, IEmbeddingModel model, WorkerContext context)
{
    private readonly List<WorkItem> _run = [];
    private readonly List<TokenSequence> _batch = [];
    private float[] _vectors = [];

    /// <summary>Starts the thread.</summary>
    public Thread Start(int number)
    {
        var thread = new Thread(Loop) { Name = $"aegis-worker-{number}", IsBackground = true };
        thread.Start();
        return thread;
    }

    private void Loop()
    {
        while (queue.Take(_run))
        {
            var startedAt = context.Clock.GetTimestamp();
            _run.ForEach(item => item.Request.Job.MarkStarted(startedAt));
            var computed = Compute();
            var duration = context.Clock.GetElapsedTime(startedAt);

            // Room first, answers second: a caller that asks again at once must find the room that its answer freed.
            queue.Complete(_run, duration);
            context.Metrics.RunEnded(_run.Count, _batch.Sum(sequence => sequence.Length), _batch.Max(sequence => sequence.Length), duration);
            Deliver(computed);
            _run.Clear();
        }
    }

    // True when the model answered; a Run that throws fails its own items and nothing else.
    private bool Compute()
    {
        _batch.Clear();
        _batch.AddRange(_run.Select(item => item.Sequence));
        var components = _batch.Count * model.Dimensions;
        if (_vectors.Length < components)
        {
            _vectors = new float[components];
        }

        try
        {
            model.Embed(_batch, _vectors.AsSpan(0, components));
            return true;
        }
#pragma warning disable CA1031 // Whatever the model throws, the worker has to live for the next Run.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            SchedulingLog.RunFailed(context.Logger, exception, _run.Count);
            return false;
        }
    }

    private void Deliver(bool computed)
    {
        var wrong = 0;
        for (var row = 0; row < _run.Count; row++)
        {
            var job = _run[row].Request.Job;
            var vector = _vectors.AsSpan(row * model.Dimensions, computed ? model.Dimensions : 0);
            if (computed && UnitVector.IsValid(vector))
            {
                job.Deliver(_run[row].Index, vector);
                continue;
            }

            wrong++;
            job.End(JobOutcome.Failed);
        }

        if (computed && wrong > 0)
        {
            SchedulingLog.WrongVectors(context.Logger, wrong);
        }

        context.Health.RunEnded(wrong == 0);
    }
}
