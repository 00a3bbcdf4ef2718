using Aegis.SoakRunner.Capacity.Simulation;
using Aegis.SoakRunner.Judge;

namespace Aegis.SoakRunner.Capacity;

/// <summary>
/// Simulates a plan with a number of replicas, several times with different seeds. Of many replicas a few are simulated
/// with their share of the load: a part of Poisson arrivals, chosen at random, is Poisson again, so that with a random
/// choice of the replica this is exact; with the least loaded one it is a little pessimistic, because among more
/// replicas an idle one is found more often.
/// </summary>
internal sealed class CapacityRounds(CapacityPlan plan)
{
    /// <summary>Most replicas that are simulated.</summary>
    public const int MostSimulated = 16;

    /// <summary>Requests of the first load that a round measures: 80 of them are beyond the 99th percentile.</summary>
    private const int Requests = 8_000;

    /// <summary>Most sequences of a round, so that the answer is there in seconds.</summary>
    private const int MostSequences = 60_000;

    /// <summary>Time before what is measured, over the measured time.</summary>
    private const double WarmUp = 0.2;

    private const ulong SeedStep = 0x9E3779B97F4A7C15;

    private readonly Dictionary<(int Replicas, int Round), SimulationResult> _results = [];

    /// <summary>Whether the goals hold in every round; ends with the first one in which they do not.</summary>
    public bool Hold(int replicas) => Enumerable.Range(0, plan.Rounds).All(round => Misses(Result(replicas, round)) is null);

    /// <summary>All rounds of a number of replicas.</summary>
    public CapacityRow Row(int replicas)
    {
        SimulationResult[] rounds = [.. Enumerable.Range(0, plan.Rounds).Select(round => Result(replicas, round))];
        StreamTally[] firsts = [.. rounds.Select(round => round.Streams[0])];
        return new CapacityRow(
            replicas,
            Simulated(replicas),
            rounds.Average(round => round.Busy),
            1000 * firsts.Average(first => first.Quantile(0.5)),
            1000 * firsts.Average(first => first.Quantile(0.95)),
            1000 * firsts.Average(first => first.Quantile(0.99)),
            1000 * firsts.Min(first => first.Quantile(0.99)),
            1000 * firsts.Max(first => first.Quantile(0.99)),
            rounds.Max(MostRefused),
            rounds.Average(round => round.Streams.Sum(stream => stream.Tokens) / round.Seconds) * replicas / Simulated(replicas),
            firsts.Sum(first => first.Due),
            rounds.Select(Misses).FirstOrDefault(misses => misses is not null));
    }

    private static int Simulated(int replicas) => Math.Min(replicas, MostSimulated);

    private static double MostRefused(SimulationResult result) => result.Streams.Max(stream => stream.RefusedShare);

    private SimulationResult Result(int replicas, int round)
    {
        if (!_results.TryGetValue((replicas, round), out var result))
        {
            result = Simulate(replicas, plan.Seed + (SeedStep * (ulong)(round + 1)));
            _results.Add((replicas, round), result);
        }

        return result;
    }

    private SimulationResult Simulate(int replicas, ulong seed)
    {
        var share = (double)Simulated(replicas) / replicas;
        var sequences = plan.Loads.Sum(load => load.PerSecond * load.Inputs);
        var seconds = Math.Min(Requests / plan.Loads[0].PerSecond, MostSequences / sequences) / share;
        var spec = new SimulationSpec(Simulated(replicas), plan.Replica, plan.Balance, plan.HopSeconds, WarmUp * seconds, seed);
        return ClusterSimulation.Run(spec, [.. plan.Loads.Select((load, place) => load.Stream(share, (1 + WarmUp) * seconds, seed + (ulong)place + 1))]);
    }

    private string? Misses(SimulationResult result)
    {
        var goals = plan.Goals;
        return result.Busy > goals.MostBusy ? "too busy"
            : MostRefused(result) > goals.MostRefused ? "refuses"
            : goals.Objective is { } objective && result.Streams[0].Quantile(objective.Quantile) > objective.Seconds ? Wording.Of($"p{100 * objective.Quantile:0.###}")
            : null;
    }
}
