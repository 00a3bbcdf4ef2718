using Aegis.SoakRunner.Load;

namespace Aegis.SoakRunner.Capacity.Simulation;

/// <summary>
/// Replicas under load, event by event. No clock and no I/O: the same load and seed give the same figures. A request is
/// sent to a replica, read and tokenised, waits in the server's own queue, is computed in one or more Runs, and its
/// answer is written: a small one by the worker, a large one beside it.
/// </summary>
internal sealed class ClusterSimulation
{
    /// <summary>Most inputs of an answer that a worker writes itself, as in the server.</summary>
    private const int WrittenByWorker = 4;

    /// <summary>What a caller waits that waits for answers and was refused.</summary>
    private const double PauseSeconds = 0.1;

    private readonly SimulationSpec _spec;
    private readonly SimulatedReplica[] _replicas;
    private readonly Balancer _balancer;
    private readonly List<IEnumerator<Arrival>> _arrivals = [];
    private readonly IReadOnlyList<SimulatedStream> _streams;
    private readonly StreamTally[] _tallies;
    private readonly RunTally _runs;
    private readonly PriorityQueue<SimulationEvent, (double At, long Number)> _events = new();
    private SplitMix _random;
    private long _requests;
    private long _scheduled;

    private ClusterSimulation(SimulationSpec spec, IReadOnlyList<SimulatedStream> streams)
    {
        _spec = spec;
        _streams = streams;
        _replicas = [.. Enumerable.Range(0, spec.Replicas).Select(_ => new SimulatedReplica(spec.Replica))];
        _balancer = new Balancer(spec.Balance, _replicas, spec.Seed ^ 0xB5AD4ECEDA1CE2A9);
        _tallies = [.. streams.Select(stream => new StreamTally(stream.Name))];
        _runs = new RunTally(spec.WarmUpSeconds);
        // Not the numbers of the arrivals, which have the same seed: a long gap would be followed by a long Run.
        _random = new SplitMix(spec.Seed ^ 0xD1B54A32D192ED03);
    }

    /// <summary>Simulates until every request is answered or refused.</summary>
    public static SimulationResult Run(SimulationSpec spec, IReadOnlyList<SimulatedStream> streams) => new ClusterSimulation(spec, streams).Run();

    private SimulationResult Run()
    {
        for (var stream = 0; stream < _streams.Count; stream++)
        {
            _arrivals.Add(_streams[stream].Arrivals.GetEnumerator());
            for (var i = 0; i < (_streams[stream].Callers?.Count ?? 1); i++)
            {
                ScheduleNext(stream, _streams[stream].Callers?.From ?? 0);
            }
        }

        while (_events.TryDequeue(out var happens, out var when))
        {
            Handle(happens, when.At);
        }

        _arrivals.ForEach(arrivals => arrivals.Dispose());
        return _runs.Result(_spec.Replicas * _spec.Replica.Workers, _tallies);
    }

    private void Handle(SimulationEvent happens, double now)
    {
        switch (happens.Kind)
        {
            case EventKind.Due:
                Due(happens.Request!, now);
                break;
            case EventKind.Received:
                Schedule(happens.Request!.Replica.Read(happens.Request, now), happens with { Kind = EventKind.Tokenised });
                break;
            case EventKind.Tokenised:
                Admit(happens.Request!, now);
                break;
            case EventKind.RunEnds:
                EndRun(happens.Worker!, now);
                break;
            case EventKind.WorkerFree:
                (happens.Worker!.State, happens.Worker.FreeAt) = (WorkerState.Idle, now);
                StartIdle(happens.Worker.Replica, now);
                break;
            default:
                Leave(happens.Request!, happens.Kind == EventKind.Answered, now);
                break;
        }
    }

    private void ScheduleNext(int stream, double now)
    {
        var (arrivals, callers) = (_arrivals[stream], _streams[stream].Callers);
        if ((callers is null || now < callers.To) && arrivals.MoveNext())
        {
            var at = callers is null ? arrivals.Current.At : now;
            Schedule(at, new SimulationEvent(EventKind.Due, new SimulatedRequest(_requests++, stream, at, arrivals.Current.Lengths)));
        }
    }

    private void Due(SimulatedRequest request, double now)
    {
        if (_streams[request.Stream].Callers is null)
        {
            ScheduleNext(request.Stream, now);
        }

        _tallies[request.Stream].Due += IsCounted(request) ? 1 : 0;
        _runs.DueUntil(now);
        Send(request, _balancer.Choose(), now);
    }

    private void Send(SimulatedRequest request, SimulatedReplica replica, double now)
    {
        request.Replica = replica;
        replica.Outstanding += request.Tokens;
        Schedule(now + (_spec.HopSeconds / 2), new SimulationEvent(EventKind.Received, request));
    }

    private void Admit(SimulatedRequest request, double now)
    {
        var replica = request.Replica;
        if (replica.TryAdmit(request))
        {
            StartIdle(replica, now);
        }
        else if (_balancer.TriesAgain(request))
        {
            replica.Outstanding -= request.Tokens;
            request.IsSecondTry = true;
            Send(request, _balancer.Choose(refused: replica), now);
        }
        else
        {
            Schedule(now + (_spec.HopSeconds / 2), new SimulationEvent(EventKind.Refused, request));
        }
    }

    private void StartIdle(SimulatedReplica replica, double now)
    {
        foreach (var worker in replica.Workers)
        {
            if (replica.HasWork && worker.State == WorkerState.Idle)
            {
                replica.Start(worker, now, _spec.Replica.RunTimes.Factor(ref _random));
                Schedule(worker.EndsAt, new SimulationEvent(EventKind.RunEnds, Worker: worker));
            }
        }
    }

    private void EndRun(SimulatedWorker worker, double now)
    {
        if (worker.EndsAt > now)
        {
            // Something held it up meanwhile.
            Schedule(worker.EndsAt, new SimulationEvent(EventKind.RunEnds, Worker: worker));
            return;
        }

        var sequences = worker.Run.Rows.Count;
        var freeAt = Answer(worker.Replica, worker.Replica.End(worker), now);
        _runs.Add(worker, sequences, freeAt);
        worker.State = WorkerState.Writing;
        Schedule(freeAt, new SimulationEvent(EventKind.WorkerFree, Worker: worker));
    }

    // The worker writes one small answer after the other; gives the moment at which it is done.
    private double Answer(SimulatedReplica replica, List<SimulatedRequest> complete, double now)
    {
        var freeAt = now;
        foreach (var request in complete)
        {
            var seconds = replica.SecondsToWrite(request);
            double written;
            if (request.Lengths.Length <= WrittenByWorker)
            {
                written = freeAt += seconds;
            }
            else
            {
                written = replica.Beside(seconds, now);
            }

            Schedule(written + (_spec.HopSeconds / 2) + (_spec.Replica.Outside.LatencyMs / 1000), new SimulationEvent(EventKind.Answered, request));
        }

        return freeAt;
    }

    private void Leave(SimulatedRequest request, bool isAnswered, double now)
    {
        request.Replica.Outstanding -= request.Tokens;
        var tally = _tallies[request.Stream];
        if (IsCounted(request) && isAnswered)
        {
            tally.Add(now - request.SentAt, request.Tokens);
        }
        else if (IsCounted(request))
        {
            tally.Refused++;
        }

        if (_streams[request.Stream].Callers is not null)
        {
            ScheduleNext(request.Stream, isAnswered ? now : now + PauseSeconds);
        }
    }

    private bool IsCounted(SimulatedRequest request) => request.SentAt >= _spec.WarmUpSeconds;

    private void Schedule(double at, SimulationEvent happens) => _events.Enqueue(happens, (at, _scheduled++));
}
