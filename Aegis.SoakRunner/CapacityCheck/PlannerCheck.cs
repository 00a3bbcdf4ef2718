using Aegis.Capacity.BatchTimes;
using Aegis.Capacity.Simulation;
using Aegis.SoakRunner.Check;
using Aegis.SoakRunner.Run;
using Aegis.SoakRunner.Target;

namespace Aegis.SoakRunner.CapacityCheck;

/// <summary>Sends a load to a server, simulates the same load, and compares the figures.</summary>
internal sealed class PlannerCheck(RunTarget target, BatchTimeFile times, ReplicaSpec replica, int seconds)
{
    private const int Halvings = 12;

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LastAnswers = TimeSpan.FromSeconds(10);

    /// <summary>The loads, each with the share of the workers' time that it takes.</summary>
    public static IReadOnlyList<(string Name, Func<double, int, SoakProfile> Profile, double Busy)> Loads { get; } =
    [
        ("queries", CheckedLoad.Queries, 0.3),
        ("queries", CheckedLoad.Queries, 0.6),
        ("queries", CheckedLoad.Queries, 0.8),
        ("queries beside bulk", CheckedLoad.BesideBulk, 0.3),
        ("queries beside bulk", CheckedLoad.BesideBulk, 0.6),
    ];

    /// <summary>Sends a load and drops the figures: just-in-time compilation takes some seconds of a core in both programs.</summary>
    public Task WarmUpAsync(CancellationToken stop) =>
        SendAsync(Loads[1].Profile(RateFor(Loads[1].Profile, Loads[1].Busy), seconds), stop);

    public async Task<CheckRow> RunAsync(string name, Func<double, int, SoakProfile> makeProfile, double busy, CancellationToken stop)
    {
        var perSecond = RateFor(makeProfile, busy);
        var profile = makeProfile(perSecond, seconds);
        var planned = Simulate(profile, 1);
        var busyBefore = BusySeconds();
        var before = await TargetBatches.ReadAsync(target.Http, stop);
        var figures = await SendAsync(profile, stop);
        var after = await TargetBatches.ReadAsync(target.Http, stop);
        var othersSeconds = BusySeconds() - busyBefore - (after.CpuSeconds - before.CpuSeconds);
        var batchMs = after.MeanMsSince(before);
        var speed = SpeedAt(profile, batchMs);
        var now = Simulate(profile, speed);
        return new CheckRow(
            name,
            perSecond,
            planned.Busy,
            new Compared(1000 * planned.BatchSeconds, 1000 * now.BatchSeconds, batchMs),
            new Compared(planned.SequencesPerBatch, now.SequencesPerBatch, after.SequencesSince(before)),
            speed,
            Quantile(0.5, planned, now, figures.Latency.P50),
            Quantile(0.99, planned, now, figures.Latency.P99),
            target.Facts.IsLocal ? othersSeconds / (seconds + CheckedLoad.WarmUpSeconds) : null,
            figures.Latency.Count,
            figures.Outcomes.Total - figures.Outcomes.Ok);
    }

    private static Compared Quantile(double share, SimulationResult planned, SimulationResult now, double measured) =>
        new(1000 * planned.Streams[0].Quantile(share), 1000 * now.Streams[0].Quantile(share), measured);

    // CPU time of all other processes; 0 where the system has no such figure; OtherCores is negative then.
    private static double BusySeconds()
    {
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        return ProcStat.BusySeconds() is { } busy ? busy - process.TotalProcessorTime.TotalSeconds : 0;
    }

    private SimulationResult Simulate(SoakProfile profile, double speed)
    {
        var now = replica with { BatchTimes = new BatchTimeTable(times, speed) };
        var spec = new SimulationSpec(1, now, Balance.LeastLoaded, HopSeconds: 0, CheckedLoad.WarmUpSeconds, Seed: 1);
        return ClusterSimulation.Run(spec, CheckedLoad.Simulated(profile, target.Requests));
    }

    // More requests take more of the workers' time.
    private double RateFor(Func<double, int, SoakProfile> makeProfile, double busy) =>
        Halving(0.1, 4_000, rate => Simulate(makeProfile(rate, seconds), 1).Busy > busy);

    // A slower machine has longer batches, and more sequences in each.
    private double SpeedAt(SoakProfile profile, double batchMs) =>
        Halving(0.25, 4, speed => 1000 * Simulate(profile, speed).BatchSeconds > batchMs);

    // On a logarithmic scale: from 0.1 to 4,000, twelve halvings leave an error of about 0.1 %.
    private static double Halving(double low, double high, Func<double, bool> isTooMuch)
    {
        for (var i = 0; i < Halvings; i++)
        {
            var middle = Math.Sqrt(low * high);
            (low, high) = isTooMuch(middle) ? (low, middle) : (middle, high);
        }

        return Math.Sqrt(low * high);
    }

    private async Task<StreamFigures> SendAsync(SoakProfile profile, CancellationToken stop)
    {
        using var abort = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var load = new LoadedRun(profile, target, TimeProvider.System);
        var sending = load.SendAsync(stop, abort.Token);
        await load.Clock.UntilAsync(TimeSpan.FromSeconds(profile.WarmUpSeconds), stop);
        _ = load.Recorders[0].Take();
        await sending;
        var patience = load.Clock.Elapsed + LastAnswers;
        while (load.InFlight > 0 && load.Clock.Elapsed < patience)
        {
            await load.Clock.UntilAsync(load.Clock.Elapsed + Poll, stop);
        }

        await abort.CancelAsync();
        return load.Recorders[0].Take().Figures(profile.Streams[0].Name, seconds, 0);
    }
}
