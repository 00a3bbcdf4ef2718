using Aegis.Capacity.Numbers;
using Aegis.Scheduling;

namespace Aegis.Capacity.Simulation;

/// <summary>
/// Replicas under load, event by event. No clock and no I/O: the same load and seed give the same figures. A replica
/// reads and tokenises a request. The request waits in the queue of <see cref="Aegis.Scheduling"/> and is computed in
/// one or more batches. The worker writes a small answer; another thread writes a large one.
/// </summary>
internal sealed class ClusterSimulation
{
    private readonly SimulationSpec _spec;
    private readonly SimulatedReplica[] _replicas;
    private readonly Balancer _balancer;
    private readonly List<IEnumerator<Arrival>> _arrivals = [];
    private readonly IReadOnlyList<SimulatedStream> _streams;
    private readonly StreamTally[] _tallies;
    private readonly BatchTally _batches;
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
        _batches = new BatchTally(spec.WarmUpSeconds);
        // The arrivals have the same seed. With the same numbers, a long batch would follow each long gap.
        _random = new SplitMix(spec.Seed ^ 0xD1B54A32D192ED03);
    }

    /// <summary>Simulates until every request is answered or refused.</summary>
    public static SimulationResult Run(SimulationSpec spec, IReadOnlyList<SimulatedStream> streams) =>
        new ClusterSimulation(spec, streams).Run();

    private SimulationResult Run()
    {
        for (var stream = 0; stream < _streams.Count; stream++)
        {
            _arrivals.Add(_streams[stream].Arrivals.GetEnumerator());
            ScheduleNext(stream);
        }

        while (_events.TryDequeue(out var next, out var when))
        {
            Handle(next, when.At);
        }

        _arrivals.ForEach(arrivals => arrivals.Dispose());
        return _batches.Result(_spec.Replicas * _spec.Replica.Workers, _tallies);
    }

    private void Handle(SimulationEvent next, double now)
    {
        switch (next.Kind)
        {
            case EventKind.Due:
                Due(next.Request!, now);
                break;
            case EventKind.Received:
                Schedule(next.Request!.Replica.Read(next.Request, now), next with { Kind = EventKind.Tokenised });
                break;
            case EventKind.Tokenised:
                Admit(next.Request!, now);
                break;
            case EventKind.BatchEnds:
                EndBatch(next.Worker!, now);
                break;
            case EventKind.WorkerFree:
                (next.Worker!.State, next.Worker.FreeAt) = (WorkerState.Idle, now);
                StartIdle(next.Worker.Replica, now);
                break;
            default:
                Leave(next.Request!, next.Kind == EventKind.Answered, now);
                break;
        }
    }

    private void ScheduleNext(int stream)
    {
        var arrivals = _arrivals[stream];
        if (arrivals.MoveNext())
        {
            var (at, lengths) = arrivals.Current;
            Schedule(at, new SimulationEvent(EventKind.Due, new SimulatedRequest(_requests++, stream, at, lengths)));
        }
    }

    private void Due(SimulatedRequest request, double now)
    {
        ScheduleNext(request.Stream);
        _tallies[request.Stream].Due += IsCounted(request) ? 1 : 0;
        _batches.DueUntil(now);
        Send(request, _balancer.Choose(), now);
    }

    private void Send(SimulatedRequest request, SimulatedReplica replica, double now)
    {
        request.Replica = replica;
        replica.TokensInFlight += request.Tokens;
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
            replica.TokensInFlight -= request.Tokens;
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
                replica.Start(worker, now, _spec.Replica.BatchTimes.Factor(ref _random));
                Schedule(worker.EndsAt, new SimulationEvent(EventKind.BatchEnds, Worker: worker));
            }
        }
    }

    private void EndBatch(SimulatedWorker worker, double now)
    {
        if (worker.EndsAt > now)
        {
            // Other work has delayed the batch.
            Schedule(worker.EndsAt, new SimulationEvent(EventKind.BatchEnds, Worker: worker));
            return;
        }

        var sequences = worker.Batch.Rows.Count;
        var freeAt = Answer(worker.Replica, worker.Replica.End(worker), now);
        _batches.Add(worker, sequences, freeAt);
        worker.State = WorkerState.Writing;
        Schedule(freeAt, new SimulationEvent(EventKind.WorkerFree, Worker: worker));
    }

    // The worker writes its small answers one after the other. Returns when the worker is free.
    private double Answer(SimulatedReplica replica, List<SimulatedRequest> complete, double now)
    {
        var freeAt = now;
        foreach (var request in complete)
        {
            var seconds = replica.SecondsToWrite(request);
            double written;
            if (request.Lengths.Length <= Job.MaxSequencesContinuedByWorker)
            {
                written = freeAt += seconds;
            }
            else
            {
                written = replica.DoOther(seconds, now);
            }

            var answeredAt = written + (_spec.HopSeconds / 2) + (_spec.Replica.Outside.LatencyMs / 1000);
            Schedule(answeredAt, new SimulationEvent(EventKind.Answered, request));
        }

        return freeAt;
    }

    private void Leave(SimulatedRequest request, bool isAnswered, double now)
    {
        request.Replica.TokensInFlight -= request.Tokens;
        var tally = _tallies[request.Stream];
        if (IsCounted(request) && isAnswered)
        {
            tally.Add(now - request.SentAt, request.Tokens);
        }
        else if (IsCounted(request))
        {
            tally.Refused++;
        }
    }

    private bool IsCounted(SimulatedRequest request) => request.SentAt >= _spec.WarmUpSeconds;

    private void Schedule(double at, SimulationEvent next) => _events.Enqueue(next, (at, _scheduled++));
}
