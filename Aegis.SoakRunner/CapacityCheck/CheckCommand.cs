using System.CommandLine;
using Aegis.Capacity.BatchTimes;
using Aegis.Capacity.Commands;
using Aegis.Capacity.Simulation;
using Aegis.SoakRunner.Check;
using Aegis.SoakRunner.Run;
using Aegis.SoakRunner.Target;

namespace Aegis.SoakRunner.CapacityCheck;

/// <summary><c>capacity check</c>: compares the predictions of the planner with a running server.</summary>
internal static class CheckCommand
{
    /// <summary>Cores that other processes may use. If they use more, the load is sent again.</summary>
    private const double MaxOtherCores = 0.1;

    private const int MaxTries = 3;

    private static readonly string[] Columns =
    [
        "load", "queries/s", "busy", "requests", "failed", "other cores", "sequences a Run", "measured", "Run ms, table", "measured",
        "over table", "p50 ms, table", "at that speed", "measured", "ratio", "p99 ms, table", "at that speed", "measured", "ratio",
    ];

    private static readonly Option<int?> Seconds = CapacityOptions.Whole("--seconds", "Duration of each load. Default: 20", 600);
    private static readonly Option<int?> Rounds = CapacityOptions.Whole("--rounds", "How often all loads are sent. Default: 1", 100);

    public static Command Create(Option<Uri?> target)
    {
        var command = new Command("check", "Load a server, and compare the measured figures with those of the planner")
        {
            target, CapacityOptions.BatchTimes, CapacityOptions.Precision, CapacityOptions.Cores, CapacityOptions.Workers,
            Seconds, Rounds,
        };
        command.SetAction(async (result, stop) =>
            (int)await RunAsync(result, result.GetValue(target) ?? new Uri(RunnerHost.DefaultTarget), stop));
        return command;
    }

    private static async Task<ExitCode> RunAsync(ParseResult result, Uri address, CancellationToken stop)
    {
        var (times, problem) = BatchTimeFiles.Of(
            result.GetValue(CapacityOptions.BatchTimes), result.GetValue(CapacityOptions.Precision)!);
        if (times is null)
        {
            return await ComplainAsync(ExitCode.WrongUsage, problem!);
        }

        using var http = TargetHttp.Create(address, TargetHttp.Key);
        using var client = new EmbeddingsClient(address, TargetHttp.Key);
        var inspector = new TargetInspector(http, TimeProvider.System);
        if ((problem = await inspector.WaitUntilReadyAsync(_ => { }, stop)) is not null)
        {
            return await ComplainAsync(ExitCode.TargetNotReachable, $"{address} is not ready: {problem}");
        }

        var (target, why) = await RunTarget.FindAsync(inspector, client, stop);
        if (target is null)
        {
            return await ComplainAsync(ExitCode.TargetNotReachable, why!);
        }

        var cores = result.GetValue(CapacityOptions.Cores) ?? CapacityOptions.DefaultCores;
        var workers = result.GetValue(CapacityOptions.Workers) ?? cores;
        var replica = new ReplicaSpec(cores, workers, new BatchTimeTable(times), times.Outside);
        var check = new PlannerCheck(target, times, replica, result.GetValue(Seconds) ?? 20);
        await SendAsync(check, result.GetValue(Rounds) ?? 1, stop);
        return ExitCode.Pass;
    }

    private static async Task SendAsync(PlannerCheck check, int rounds, CancellationToken stop)
    {
        await Console.Out.WriteLineAsync($"| {string.Join(" | ", Columns)} |");
        await Console.Out.WriteLineAsync($"| {string.Join(" | ", Columns.Select(_ => "---"))} |");
        await check.WarmUpAsync(stop);
        for (var round = 0; round < rounds; round++)
        {
            foreach (var (name, profile, busy) in PlannerCheck.Loads)
            {
                CheckRow row;
                var tries = 0;
                do
                {
                    row = await check.RunAsync(name, profile, busy, stop);
                }
                while (row.OtherCores > MaxOtherCores && ++tries < MaxTries);
                await Console.Out.WriteLineAsync(Line(row));
            }
        }
    }

    private static string Line(CheckRow row) =>
        Wording.Of($"| {row.Load} | {row.PerSecond:0.0} | {100 * row.Busy:0} % | {row.Requests:#,0} | {row.Failed} ")
        + Wording.Of($"| {row.OtherCores:0.00} | {row.Sequences.Now:0.00} | {row.Sequences.Measured:0.00} ")
        + Wording.Of($"| {row.BatchMs.Table:0.0} | {row.BatchMs.Measured:0.0} | {row.Speed:0.00} | {Cells(row.P50)} | {Cells(row.P99)} |");

    private static string Cells(Compared figure) =>
        Wording.Of($"{figure.Table:0.0} | {figure.Now:0.0} | {figure.Measured:0.0} | {figure.Ratio:0.00}");

    private static async Task<ExitCode> ComplainAsync(ExitCode code, string message)
    {
        await Console.Error.WriteLineAsync(message);
        return code;
    }
}
