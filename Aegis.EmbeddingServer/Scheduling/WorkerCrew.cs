namespace Aegis.EmbeddingServer.Scheduling;

/// <summary>The workers, and those that take the place of one that is stuck in a Run.</summary>
internal sealed class WorkerCrew
{
    private readonly Func<Worker> _newWorker;
    private readonly Lock _gate = new();
    private readonly List<(Worker Worker, Thread Thread)> _workers = [];
    private readonly int _mostReplaced;
    private int _replaced;

    public WorkerCrew(int workers, Func<Worker> newWorker)
    {
        _newWorker = newWorker;
        _mostReplaced = workers;
        for (var number = 0; number < workers; number++)
        {
            Add(number);
        }
    }

    /// <summary>
    /// Puts a new worker in the place of each whose Run has lasted longer than the limit. Not more than there are
    /// workers, over the life of the process: a model that gets stuck again and again is no longer ready.
    /// </summary>
    public void ReplaceStuck(TimeSpan limit)
    {
        lock (_gate)
        {
            for (var number = _workers.Count - 1; number >= 0 && _replaced < _mostReplaced; number--)
            {
                if (_workers[number].Worker.TryAbandon(limit))
                {
                    _workers.RemoveAt(number);
                    _replaced++;
                    Add(number);
                }
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
