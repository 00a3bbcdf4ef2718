using Aegis.SoakRunner.Capacity.Simulation;
using Aegis.SoakRunner.Text;
using Aegis.SoakRunner.Load;

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

    /// <summary>Most sequences of a round, so that the answer is there in seconds; more where something is rare.</summary>
    private const int MostSequences = 60_000;

    /// <summary>Most sequences of a round at all.</summary>
    private const int MostSequencesAtAll = 400_000;

    /// <summary>Least requests of each load in a round: fewer may by chance be twice as many.</summary>
    private const int LeastRequests = 50;

    /// <summary>Least requests beyond the quantile that the objective is about.</summary>
    private const int LeastBeyond = 10;

    /// <summary>Time before what is measured, over the measured time.</summary>
    private const double WarmUp = 0.2;

    private readonly ulong[] _seeds = Seeds(plan.Seed, plan.Rounds);
    private readonly Dictionary<(int Replicas, int Round), SimulationResult> _results = [];

    /// <summary>Why a round that is long enough for all loads would take too long; null: it does not.</summary>
    public string? WhyTooRare()
    {
        var rarest = plan.Loads.MaxBy(SecondsNeeded)!;
        return SecondsNeeded(rarest) * SequencesPerSecond <= MostSequencesAtAll
            ? null
            : Wording.Of($"There are so few '{rarest.Name}' beside the rest ({rarest.PerSecond:0.######} requests/s of {SequencesPerSecond:#,0.##} texts/s) that a simulation which holds {RequestsNeeded(rarest):#,0} of them would take too long: plan them apart, or choose a lower percentile.");
    }

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
            result = Simulate(replicas, _seeds[round]);
            _results.Add((replicas, round), result);
        }

        return result;
    }

    private SimulationResult Simulate(int replicas, ulong seed)
    {
        var share = (double)Simulated(replicas) / replicas;
        var seconds = Math.Max(Math.Min(Requests / plan.Loads[0].PerSecond, MostSequences / SequencesPerSecond), plan.Loads.Max(SecondsNeeded)) / share;
        var seeds = Seeds(seed, plan.Loads.Count);
        var spec = new SimulationSpec(Simulated(replicas), plan.Replica, plan.Balance, plan.HopSeconds, WarmUp * seconds, seed);
        return ClusterSimulation.Run(spec, [.. plan.Loads.Select((load, place) => load.Stream(share, (1 + WarmUp) * seconds, seeds[place]))]);
    }

    private double SequencesPerSecond => plan.Loads.Sum(load => load.PerSecond * load.Inputs);

    private double SecondsNeeded(CapacityLoad load) => RequestsNeeded(load) / load.PerSecond;

    private double RequestsNeeded(CapacityLoad load) => Math.Max(LeastRequests, load == plan.Loads[0] && plan.Goals.Objective is { } objective ? LeastBeyond / (1 - objective.Quantile) : 0);

    // Drawn, and not counted up: a generator that begins a step further gives the same numbers, shifted.
    private static ulong[] Seeds(ulong seed, int count)
    {
        var random = new SplitMix(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.Next())];
    }

    private string? Misses(SimulationResult result)
    {
        var goals = plan.Goals;
        return result.Busy > goals.MostBusy ? "too busy"
            : MostRefused(result) > goals.MostRefused ? "refuses"
            : goals.Objective is not null && result.Streams[0].Answered == 0 ? "no answers"
            : goals.Objective is { } objective && result.Streams[0].Quantile(objective.Quantile) > objective.Seconds ? Wording.Of($"p{100 * objective.Quantile:0.###}")
            : null;
    }
}
