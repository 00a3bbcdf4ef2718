using Aegis.SoakRunner.Capacity.Simulation;
using Aegis.SoakRunner.Text;

namespace Aegis.SoakRunner.Capacity;

/// <summary>Finds how many replicas a load needs, by simulating it. Pure: the same plan gives the same answer.</summary>
internal sealed class CapacityPlanner
{
    /// <summary>More replicas than could be meant.</summary>
    public const int MostReplicas = 1_000_000;

    private const int AloneRequests = 2_000;

    private readonly CapacityPlan _plan;
    private readonly CapacityRounds _rounds;
    private readonly SimulationResult[] _alone;

    private CapacityPlanner(CapacityPlan plan)
    {
        _plan = plan;
        _rounds = new CapacityRounds(plan);
        var one = new SimulationSpec(1, plan.Replica, plan.Balance, plan.HopSeconds, WarmUpSeconds: 0, plan.Seed);
        _alone = [.. plan.Loads.Select(load => ClusterSimulation.Run(one, [load.Alone(Math.Max(100, AloneRequests / load.Inputs), plan.Seed)]))];
    }

    /// <summary>Finds the least number of replicas.</summary>
    /// <returns>The answer, or why there is none.</returns>
    public static (CapacityAnswer? Answer, string? Problem) Least(CapacityPlan plan)
    {
        var planner = new CapacityPlanner(plan);
        if ((planner.WhyUnanswerable() ?? planner.WhyImpossible()) is { } problem)
        {
            return (null, problem);
        }

        return planner.Search() is { } replicas
            ? (planner.Answer(replicas), null)
            : (null, $"Not even {MostReplicas} replicas hold to the goals: {planner._rounds.Row(MostReplicas).Misses}.");
    }

    /// <summary>Tells what a number of replicas would do.</summary>
    /// <returns>The answer, or why there is none.</returns>
    public static (CapacityAnswer? Answer, string? Problem) Of(CapacityPlan plan, int replicas)
    {
        var planner = new CapacityPlanner(plan);
        return planner.WhyUnanswerable() is { } problem ? (null, problem) : (planner.Answer(replicas), null);
    }

    private string? WhyUnanswerable()
    {
        for (var place = 0; place < _alone.Length; place++)
        {
            if (_alone[place].Streams[0].Refused > 0)
            {
                var load = _plan.Loads[place];
                return Wording.Of($"An idle replica refuses '{load.Name}': {load.Inputs} texts of {load.Lengths.Mean:0} tokens are more than it takes at once (Aegis:Admission).");
            }
        }

        return _rounds.WhyTooRare();
    }

    // No number of replicas makes one request faster than an idle replica is.
    private string? WhyImpossible()
    {
        if (_plan.Goals.Objective is not { } objective || _alone[0].Streams[0].Quantile(objective.Quantile) is var idle && idle <= objective.Seconds)
        {
            return null;
        }

        return Wording.Of($"The objective p{100 * objective.Quantile:0.###}={1000 * objective.Seconds:0.###}ms cannot be reached: on an idle replica it is {1000 * idle:0.000} ms.");
    }

    // What the load needs when no two requests share a Run is an upper bound of the work, and the place to begin.
    private int? Search()
    {
        var workers = _plan.Loads.Zip(_alone, (load, alone) => load.PerSecond * WorkerSeconds(alone)).Sum();
        var (low, high) = (0, (int)Math.Clamp(Math.Ceiling(workers / _plan.Replica.Workers / _plan.Goals.MostBusy), 1, MostReplicas));
        while (!_rounds.Hold(high))
        {
            if (high == MostReplicas)
            {
                return null;
            }

            (low, high) = (high, Math.Min(MostReplicas, high + Math.Max(1, high / 4)));
        }

        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = _rounds.Hold(middle) ? (low, middle) : (middle, high);
        }

        return high;
    }

    private double WorkerSeconds(SimulationResult alone) => alone.Busy * alone.Seconds * _plan.Replica.Workers / (alone.Streams[0].Due - 1);

    private CapacityAnswer Answer(int replicas)
    {
        int[] numbers = replicas > 1 ? [replicas - 1, replicas, replicas + Math.Max(1, replicas / 4)] : [replicas, replicas + 1];
        CapacityRow[] rows = [.. numbers.Select(_rounds.Row)];
        var idle = _alone[0].Streams[0];
        return new CapacityAnswer(
            replicas,
            rows.Single(row => row.Replicas == replicas).Misses is null,
            _plan.Loads.Sum(load => load.PerSecond),
            _plan.Loads.Sum(load => load.PerSecond * load.Inputs * load.Lengths.Mean),
            1000 * idle.Quantile(0.5),
            1000 * idle.Quantile(0.99),
            _plan.Rounds,
            rows);
    }
}
