using System.CommandLine;
using Aegis.SoakRunner.Capacity.Check;
using Aegis.SoakRunner.Capacity.Simulation;
using Aegis.SoakRunner.Run;

namespace Aegis.SoakRunner.Capacity;

/// <summary><c>capacity</c>: how many replicas a load needs.</summary>
internal static class CapacityCommand
{
    private const double DefaultAnswered = 0.999;
    private const double DefaultBusy = 0.9;
    private const double DefaultHopSeconds = 0.4e-3;
    private const int BulkInputs = 32;

    private static readonly LatencyObjective DefaultObjective = new(0.99, 0.1);

    public static Command Create(Option<Uri?> target)
    {
        var command = new Command("capacity", "Tell how many replicas a load needs, by simulating them with measured Run times");
        foreach (var option in CapacityOptions.All)
        {
            command.Options.Add(option);
        }

        command.Subcommands.Add(CheckCommand.Create(target));
        command.SetAction(result => (int)Run(result));
        return command;
    }

    private static ExitCode Run(ParseResult result)
    {
        var (times, problem) = RunTimeFiles.Of(result.GetValue(CapacityOptions.RunTimes), result.GetValue(CapacityOptions.Precision)!);
        if ((problem ?? Mistake(result, times!)) is { } mistake)
        {
            return Complain(mistake);
        }

        var plan = Plan(result, times!);
        (var answer, problem) = result.GetValue(CapacityOptions.Replicas) is { } replicas ? CapacityPlanner.Of(plan, replicas) : CapacityPlanner.Least(plan);
        if (answer is null)
        {
            return Complain(problem!);
        }

        result.InvocationConfiguration.Output.WriteLine(result.GetValue(CapacityOptions.Json) ? CapacityReport.Json(plan, times!, answer) : CapacityReport.Text(plan, times!, answer));
        return answer.Holds ? ExitCode.Pass : ExitCode.Fail;
    }

    // What only several options together tell.
    private static string? Mistake(ParseResult result, RunTimeFile times)
    {
        if (PerSecond(result) is < CapacityParsers.LeastPerSecond or > CapacityParsers.MostPerSecond)
        {
            return "--documents, --chunks and --within make a rate that nobody can mean.";
        }

        var (rate, documents, within) = (result.GetValue(CapacityOptions.Rate), result.GetValue(CapacityOptions.Documents), result.GetValue(CapacityOptions.Within));
        return rate is null == documents is null ? "Either --rate or --documents says how much there is to do."
            : documents is null != within is null ? "--documents and --within belong together: so many documents in so much time."
            : documents is null && result.GetValue(CapacityOptions.Chunks) is not null ? "--chunks belongs to --documents."
            : result.GetValue(CapacityOptions.Workers) > (result.GetValue(CapacityOptions.Cores) ?? CapacityOptions.DefaultCores) ? "--workers is more than --cores: two Runs on one core take twice as long each, which is not simulated."
            : result.GetResult(CapacityOptions.Precision) is { Implicit: false } && result.GetValue(CapacityOptions.Precision) != times.Precision ? $"--precision is {result.GetValue(CapacityOptions.Precision)}, but the Run times in --run-times are of {times.Precision}."
            : null;
    }

    // Requests of the load itself; null where no or too few options say it.
    private static double? PerSecond(ParseResult result) =>
        result.GetValue(CapacityOptions.Documents) is { } documents
            ? documents * (result.GetValue(CapacityOptions.Chunks) ?? 1) / (result.GetValue(CapacityOptions.Inputs) ?? BulkInputs) / result.GetValue(CapacityOptions.Within)
            : result.GetValue(CapacityOptions.Rate);

    private static CapacityPlan Plan(ParseResult result, RunTimeFile times)
    {
        var cores = result.GetValue(CapacityOptions.Cores) ?? CapacityOptions.DefaultCores;
        var balance = result.GetValue(CapacityOptions.Balance) ?? Balance.LeastLoaded;
        var loads = Loads(result);
        var waits = loads.Count > 1 || result.GetValue(CapacityOptions.Documents) is null;
        return new CapacityPlan(
            loads,
            new ReplicaSpec(cores, result.GetValue(CapacityOptions.Workers) ?? cores, new RunTimeTable(times), times.Outside),
            balance,
            result.GetValue(CapacityOptions.Hop) ?? (balance == Balance.LeastLoaded ? DefaultHopSeconds : 0),
            new CapacityGoals(
                result.GetValue(CapacityOptions.Objective) ?? (waits ? DefaultObjective : null),
                1 - (result.GetValue(CapacityOptions.Answered) ?? DefaultAnswered),
                result.GetValue(CapacityOptions.Busy) ?? DefaultBusy)) { Seed = (ulong)(result.GetValue(CapacityOptions.Seed) ?? 1) };
    }

    // Those that somebody waits for come first: the objective is theirs.
    private static List<CapacityLoad> Loads(ParseResult result)
    {
        var pattern = result.GetValue(CapacityOptions.Arrivals) ?? ArrivalPattern.Poisson;
        var documents = result.GetValue(CapacityOptions.Documents);
        var inputs = result.GetValue(CapacityOptions.Inputs) ?? (documents is null ? 1 : BulkInputs);
        var lengths = result.GetValue(CapacityOptions.Lengths) ?? (documents is null ? Lengths.Queries : Lengths.Chunks);
        var main = new CapacityLoad(documents is null ? "requests" : "bulk", PerSecond(result)!.Value, lengths, inputs, pattern);
        return result.GetValue(CapacityOptions.Queries) is { } queries
            ? [new CapacityLoad("queries", queries, Lengths.Queries, 1, pattern), main]
            : [main];
    }

    private static ExitCode Complain(string message)
    {
        Console.Error.WriteLine(message);
        return ExitCode.WrongUsage;
    }
}
