using System.CommandLine;
using Aegis.Capacity.BatchTimes;
using Aegis.Capacity.Planning;
using Aegis.Capacity.Simulation;

namespace Aegis.Capacity.Commands;

/// <summary>Exit codes of <c>capacity</c>: some of those of the soak runner.</summary>
internal enum CapacityExitCode
{
    /// <summary>The goals hold.</summary>
    Pass = 0,

    /// <summary>The number of replicas that was asked about misses a goal.</summary>
    Fail = 1,

    /// <summary>The command line is wrong, or the question has no answer.</summary>
    WrongUsage = 3,
}

/// <summary><c>capacity</c>: how many replicas a load needs.</summary>
internal static class CapacityCommand
{
    private const double DefaultAnswered = 0.999;
    private const double DefaultBusy = 0.9;
    private const double DefaultHopSeconds = 0.4e-3;
    private const int BulkInputs = 32;

    private static readonly LatencyObjective DefaultObjective = new(0.99, 0.1);

    public static Command Create(params IEnumerable<Command> subcommands)
    {
        var command = new Command("capacity", "Find out how many replicas a load needs, by a simulation with measured batch times");
        foreach (var option in CapacityOptions.All)
        {
            command.Options.Add(option);
        }

        foreach (var subcommand in subcommands)
        {
            command.Subcommands.Add(subcommand);
        }

        command.SetAction(result => (int)Run(result));
        return command;
    }

    private static CapacityExitCode Run(ParseResult result)
    {
        var (times, problem) = BatchTimeFiles.Of(
            result.GetValue(CapacityOptions.BatchTimes), result.GetValue(CapacityOptions.Precision)!);
        if ((problem ?? ProblemOf(result, times!)) is { } mistake)
        {
            return Complain(result, mistake);
        }

        var plan = Plan(result, times!);
        (var answer, problem) = result.GetValue(CapacityOptions.Replicas) is { } replicas
            ? CapacityPlanner.Of(plan, replicas)
            : CapacityPlanner.Least(plan);
        if (answer is null)
        {
            return Complain(result, problem!);
        }

        result.InvocationConfiguration.Output.WriteLine(result.GetValue(CapacityOptions.Json)
            ? CapacityReport.Json(plan, times!, answer)
            : CapacityReport.Text(plan, times!, answer));
        return answer.Holds ? CapacityExitCode.Pass : CapacityExitCode.Fail;
    }

    // Rules about several options together.
    private static string? ProblemOf(ParseResult result, BatchTimeFile times)
    {
        if (PerSecond(result) is < CapacityParsers.MinPerSecond or > CapacityParsers.MaxPerSecond)
        {
            return "--documents, --chunks and --within give a rate that is too high or too low.";
        }

        var documents = result.GetValue(CapacityOptions.Documents);
        var (cores, workers) = (CoresOf(result), result.GetValue(CapacityOptions.Workers));
        var precision = result.GetValue(CapacityOptions.Precision);
        return result.GetValue(CapacityOptions.Rate) is null == documents is null
                ? "Give the load by either --rate or --documents."
            : documents is null != result.GetValue(CapacityOptions.Within) is null
                ? "--documents needs --within, and --within needs --documents."
            : documents is null && result.GetValue(CapacityOptions.Chunks) is not null
                ? "--chunks needs --documents."
            : workers > cores
                ? "--workers is more than --cores. Two batches on one core take twice as long; the planner does not simulate that."
            : result.GetResult(CapacityOptions.Precision) is { Implicit: false } && precision != times.Precision
                ? $"--precision is {precision}, but the batch times in --run-times are for {times.Precision}."
            : null;
    }

    private static int CoresOf(ParseResult result) => result.GetValue(CapacityOptions.Cores) ?? CapacityOptions.DefaultCores;

    // Requests of the main load; null if options are missing.
    private static double? PerSecond(ParseResult result)
    {
        var inputs = result.GetValue(CapacityOptions.Inputs) ?? BulkInputs;
        return result.GetValue(CapacityOptions.Documents) is { } documents
            ? documents * (result.GetValue(CapacityOptions.Chunks) ?? 1) / inputs / result.GetValue(CapacityOptions.Within)
            : result.GetValue(CapacityOptions.Rate);
    }

    private static CapacityPlan Plan(ParseResult result, BatchTimeFile times)
    {
        var cores = CoresOf(result);
        var workers = result.GetValue(CapacityOptions.Workers) ?? cores;
        var balance = result.GetValue(CapacityOptions.Balance) ?? Balance.LeastLoaded;
        var loads = Loads(result);
        var isWaitedFor = loads.Count > 1 || result.GetValue(CapacityOptions.Documents) is null;
        return new CapacityPlan(
            loads,
            new ReplicaSpec(cores, workers, new BatchTimeTable(times), times.Outside),
            balance,
            result.GetValue(CapacityOptions.Hop) ?? (balance == Balance.LeastLoaded ? DefaultHopSeconds : 0),
            new CapacityGoals(
                result.GetValue(CapacityOptions.Objective) ?? (isWaitedFor ? DefaultObjective : null),
                1 - (result.GetValue(CapacityOptions.Answered) ?? DefaultAnswered),
                result.GetValue(CapacityOptions.Busy) ?? DefaultBusy)) { Seed = (ulong)(result.GetValue(CapacityOptions.Seed) ?? 1) };
    }

    // The queries come first, because the objective is for the first load.
    private static List<CapacityLoad> Loads(ParseResult result)
    {
        var pattern = result.GetValue(CapacityOptions.Arrivals) ?? ArrivalPattern.Poisson;
        var isBulk = result.GetValue(CapacityOptions.Documents) is not null;
        var inputs = result.GetValue(CapacityOptions.Inputs) ?? (isBulk ? BulkInputs : 1);
        var lengths = result.GetValue(CapacityOptions.Lengths) ?? (isBulk ? Lengths.Chunks : Lengths.Queries);
        var main = new CapacityLoad(isBulk ? "bulk" : "requests", PerSecond(result)!.Value, lengths, inputs, pattern);
        return result.GetValue(CapacityOptions.Queries) is { } queries
            ? [new CapacityLoad("queries", queries, Lengths.Queries, 1, pattern), main]
            : [main];
    }

    private static CapacityExitCode Complain(ParseResult result, string message)
    {
        result.InvocationConfiguration.Error.WriteLine(message);
        return CapacityExitCode.WrongUsage;
    }
}
