namespace Aegis.EmbeddingServer.Scheduling;

/// <summary>The workers, and those that take the place of one that is stuck in a Run.</summary>
internal sealed class WorkerCrew
{
    private readonly Func<Worker> _newWorker;
    private readonly RunHealth _health;
    private readonly Lock _gate = new();
    private readonly List<(Worker Worker, Thread Thread)> _workers = [];
    private readonly int _mostReplaced;
    private int _replaced;

    public WorkerCrew(int workers, Func<Worker> newWorker, RunHealth health)
    {
        _health = health;
        _newWorker = newWorker;
        _mostReplaced = workers;
        for (var number = 0; number < workers; number++)
        {
            Add(number);
        }
    }

    /// <summary>
    /// Gives up each worker whose Run has lasted longer than the limit, and puts a new one in its place. Not more than
    /// there are workers, over the life of the process: a model that gets stuck again and again is no longer ready.
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
                if (_replaced < _mostReplaced)
                {
                    Add(_mostReplaced + _replaced);
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
