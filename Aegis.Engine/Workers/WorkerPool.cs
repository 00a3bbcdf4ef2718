namespace Aegis.Engine.Workers;

/// <summary>The workers, and the replacements of workers that are stuck.</summary>
internal sealed class WorkerPool
{
    private readonly Func<Worker> _newWorker;
    private readonly BatchHealth _health;
    private readonly Lock _gate = new();
    private readonly List<(Worker Worker, Thread Thread)> _workers = [];
    private readonly int _maxReplaced;
    private int _replaced;

    public WorkerPool(int workers, Func<Worker> newWorker, BatchHealth health)
    {
        _health = health;
        _newWorker = newWorker;
        _maxReplaced = workers;
        for (var number = 0; number < workers; number++)
        {
            Add(number);
        }
    }

    /// <summary>
    /// Replaces each worker whose batch has taken longer than the limit. At most as many replacements as workers, over
    /// the life of the process: a model that gets stuck again and again is not ready.
    /// </summary>
    public void ReplaceStuck(TimeSpan limit)
    {
        lock (_gate)
        {
            for (var index = _workers.Count - 1; index >= 0; index--)
            {
                if (!_workers[index].Worker.TryAbandon(limit))
                {
                    continue;
                }

                _workers.RemoveAt(index);
                if (_replaced < _maxReplaced)
                {
                    Add(_maxReplaced + _replaced);
                    _replaced++;
                }
            }

            if (_workers.Count == 0)
            {
                _health.NoWorkerLeft();
            }
        }
    }

    /// <summary>Waits for every worker that is not stuck. The queue must be closed.</summary>
    public void Join()
    {
        lock (_gate)
        {
            foreach (var (_, thread) in _workers)
            {
                thread.Join();
            }
        }
    }

    private void Add(int number)
    {
        var worker = _newWorker();
        _workers.Add((worker, worker.Start(number)));
    }
}
