using System.CommandLine;
using Aegis.SoakRunner.Capacity.Simulation;
using Aegis.SoakRunner.Check;
using Aegis.SoakRunner.Text;
using Aegis.SoakRunner.Run;
using Aegis.SoakRunner.Target;

namespace Aegis.SoakRunner.Capacity.Check;

/// <summary><c>capacity check</c>: predicted beside measured, with a server that runs.</summary>
internal static class CheckCommand
{
    /// <summary>Cores that others may take; a load beside more is sent again.</summary>
    private const double Noticeable = 0.1;

    private const int MostTries = 3;

    private static readonly Option<int?> Seconds = CapacityOptions.Whole("--seconds", "Length of each load. Default: 20", 600);
    private static readonly Option<int?> Rounds = CapacityOptions.Whole("--rounds", "Times that all loads are sent. Default: 1", 100);

    public static Command Create(Option<Uri?> target)
    {
        var command = new Command("check", "Load a server and put what the planner predicts beside what is measured")
        {
            target, CapacityOptions.RunTimes, CapacityOptions.Precision, CapacityOptions.Cores, CapacityOptions.Workers, Seconds, Rounds,
        };
        command.SetAction(async (result, stop) => (int)await RunAsync(result, result.GetValue(target) ?? new Uri(RunnerHost.DefaultTarget), stop));
        return command;
    }

    private static async Task<ExitCode> RunAsync(ParseResult result, Uri address, CancellationToken stop)
    {
        var (times, problem) = RunTimeFiles.Of(result.GetValue(CapacityOptions.RunTimes), result.GetValue(CapacityOptions.Precision)!);
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
        var replica = new ReplicaSpec(cores, result.GetValue(CapacityOptions.Workers) ?? cores, new RunTimeTable(times), times.Outside);
        await SendAsync(new CapacityCheck(target, times, replica, result.GetValue(Seconds) ?? 20), result.GetValue(Rounds) ?? 1, stop);
        return ExitCode.Pass;
    }

    private static async Task SendAsync(CapacityCheck check, int rounds, CancellationToken stop)
    {
        await Console.Out.WriteLineAsync("| load | queries/s | busy | requests | failed | other cores | sequences a Run | measured | Run ms, table | measured | over table | p50 ms, table | at that speed | measured | ratio | p99 ms, table | at that speed | measured | ratio |");
        await Console.Out.WriteLineAsync("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        await check.WarmUpAsync(stop);
        for (var round = 0; round < rounds; round++)
        {
            foreach (var (name, profile, busy) in CapacityCheck.Loads)
            {
                CheckRow row;
                var tries = 0;
                do
                {
                    row = await check.RunAsync(name, profile, busy, stop);
                }
                while (row.OtherCores > Noticeable && ++tries < MostTries);
                await Console.Out.WriteLineAsync(Wording.Of($"| {row.Load} | {row.PerSecond:0.0} | {100 * row.Busy:0} % | {row.Requests:#,0} | {row.Failed} | {row.OtherCores:0.00} | {row.Sequences.Now:0.00} | {row.Sequences.Measured:0.00} | {row.RunMs.Table:0.0} | {row.RunMs.Measured:0.0} | {row.Speed:0.00} | {Cells(row.P50)} | {Cells(row.P99)} |"));
            }
        }
    }

    private static string Cells(Compared figure) => Wording.Of($"{figure.Table:0.0} | {figure.Now:0.0} | {figure.Measured:0.0} | {figure.Ratio:0.00}");

    private static async Task<ExitCode> ComplainAsync(ExitCode code, string message)
    {
        await Console.Error.WriteLineAsync(message);
        return code;
    }
}
