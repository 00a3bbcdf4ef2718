using Aegis.Capacity.Numbers;
using Aegis.Capacity.Simulation;
using static System.FormattableString;

namespace Aegis.Capacity.Planning;

/// <summary>
/// Simulates a plan with a number of replicas, several times with different seeds. Of many replicas only a few are
/// simulated, with their share of the load. A random part of Poisson arrivals is Poisson again, so this is exact when
/// replicas are chosen at random. It is slightly pessimistic for the least loaded replica, because among more replicas
/// an idle one is found more often.
/// </summary>
internal sealed class CapacityRounds(CapacityPlan plan)
{
    public const int MaxSimulated = 16;

    /// <summary>Requests of the first load that a round measures: 80 of them are beyond the 99th percentile.</summary>
    private const int Requests = 8_000;

    /// <summary>Limit on the sequences of a round, so that the answer takes seconds. A rare load may need more.</summary>
    private const int MaxSequences = 60_000;

    private const int MaxSequencesOfRareLoad = 400_000;

    /// <summary>Minimum of requests of each load in a round: the number of fewer requests depends too much on chance.</summary>
    private const int MinRequests = 50;

    /// <summary>Minimum of requests beyond the quantile of the objective.</summary>
    private const int MinBeyond = 10;

    /// <summary>Length of the warm-up over the measured time.</summary>
    private const double WarmUp = 0.2;

    private readonly ulong[] _seeds = Seeds(plan.Seed, plan.Rounds);
    private readonly Dictionary<(int Replicas, int Round), SimulationResult> _results = [];

    /// <summary>Why a round with enough requests of every load would take too long; null: it would not.</summary>
    public string? WhyTooRare()
    {
        var rarest = plan.Loads.MaxBy(SecondsNeeded)!;
        return SecondsNeeded(rarest) * SequencesPerSecond <= MaxSequencesOfRareLoad
            ? null
            : Invariant($"'{rarest.Name}' is too rare: {rarest.PerSecond:0.######} requests/s, while all loads together have ")
            + Invariant($"{SequencesPerSecond:#,0.##} texts/s. A simulation with {RequestsNeeded(rarest):#,0} of these requests would ")
            + "take too long. Plan the loads separately, or choose a lower percentile.";
    }

    /// <summary>Whether the goals hold in every round. Stops at the first round in which they do not.</summary>
    public bool Hold(int replicas) => Enumerable.Range(0, plan.Rounds).All(round => Misses(Result(replicas, round)) is null);

    /// <summary>The figures of all rounds.</summary>
    public CapacityRow Row(int replicas)
    {
        SimulationResult[] rounds = [.. Enumerable.Range(0, plan.Rounds).Select(round => Result(replicas, round))];
        StreamTally[] firsts = [.. rounds.Select(round => round.Streams[0])];
        var tokensPerSecond = rounds.Average(round => round.Streams.Sum(stream => stream.Tokens) / round.Seconds);
        return new CapacityRow(
            replicas,
            Simulated(replicas),
            rounds.Average(round => round.Busy),
            1000 * firsts.Average(first => first.Quantile(0.5)),
            1000 * firsts.Average(first => first.Quantile(0.95)),
            1000 * firsts.Average(first => first.Quantile(0.99)),
            1000 * firsts.Min(first => first.Quantile(0.99)),
            1000 * firsts.Max(first => first.Quantile(0.99)),
            rounds.Max(Refused),
            tokensPerSecond * replicas / Simulated(replicas),
            firsts.Sum(first => first.Due),
            rounds.Select(Misses).FirstOrDefault(misses => misses is not null));
    }

    private static int Simulated(int replicas) => Math.Min(replicas, MaxSimulated);

    private static double Refused(SimulationResult result) => result.Streams.Max(stream => stream.RefusedShare);

    private SimulationResult Result(int replicas, int round)
    {
        if (!_results.TryGetValue((replicas, round), out var result))
        {
            result = Simulate(replicas, _seeds[round]);
            _results.Add((replicas, round), result);
        }

        return result;
    }

    private SimulationResult Simulate(int replicas, ulong seed)
    {
        var share = (double)Simulated(replicas) / replicas;
        var usual = Math.Min(Requests / plan.Loads[0].PerSecond, MaxSequences / SequencesPerSecond);
        var seconds = Math.Max(usual, plan.Loads.Max(SecondsNeeded)) / share;
        var seeds = Seeds(seed, plan.Loads.Count);
        var spec = new SimulationSpec(Simulated(replicas), plan.Replica, plan.Balance, plan.HopSeconds, WarmUp * seconds, seed);
        return ClusterSimulation.Run(
            spec, [.. plan.Loads.Select((load, place) => load.Stream(share, (1 + WarmUp) * seconds, seeds[place]))]);
    }

    private double SequencesPerSecond => plan.Loads.Sum(load => load.PerSecond * load.Inputs);

    private double SecondsNeeded(CapacityLoad load) => RequestsNeeded(load) / load.PerSecond;

    private double RequestsNeeded(CapacityLoad load)
    {
        var beyond = load == plan.Loads[0] && plan.Goals.Objective is { } objective ? MinBeyond / (1 - objective.Quantile) : 0;
        return Math.Max(MinRequests, beyond);
    }

    // Seeds are drawn, not counted: from a seed one step further, SplitMix gives the same numbers, shifted by one.
    private static ulong[] Seeds(ulong seed, int count)
    {
        var random = new SplitMix(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.Next())];
    }

    private string? Misses(SimulationResult result)
    {
        var goals = plan.Goals;
        var first = result.Streams[0];
        return result.Busy > goals.MaxBusy ? "too busy"
            : Refused(result) > goals.MaxRefused ? "refuses"
            : goals.Objective is not { } objective ? null
            : first.Answered == 0 ? "no answers"
            : first.Quantile(objective.Quantile) > objective.Seconds ? Invariant($"p{100 * objective.Quantile:0.###}")
            : null;
    }
}
