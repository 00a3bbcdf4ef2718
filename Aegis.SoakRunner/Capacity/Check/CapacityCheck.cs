using Aegis.SoakRunner.Capacity.Simulation;
using Aegis.SoakRunner.Check;
using Aegis.SoakRunner.Document;
using Aegis.SoakRunner.Run;
using Aegis.SoakRunner.Target;

namespace Aegis.SoakRunner.Capacity.Check;

/// <summary>Loads a real server as the planner simulates it, and puts predicted and measured latencies side by side.</summary>
internal sealed class CapacityCheck(RunTarget target, RunTimeFile times, ReplicaSpec replica, int seconds)
{
    private const int Halvings = 12;

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LastAnswers = TimeSpan.FromSeconds(10);

    /// <summary>The loads, each as busy as is planned.</summary>
    public static IReadOnlyList<(string Name, Func<double, int, SoakProfile> Profile, double Busy)> Loads { get; } =
    [
        ("queries", CheckedLoad.Queries, 0.3),
        ("queries", CheckedLoad.Queries, 0.6),
        ("queries", CheckedLoad.Queries, 0.8),
        ("queries beside bulk", CheckedLoad.BesideBulk, 0.3),
        ("queries beside bulk", CheckedLoad.BesideBulk, 0.6),
    ];

    /// <summary>Sends a load once without looking: both programs compile their code as they go, and that takes some seconds of a core.</summary>
    public Task WarmUpAsync(CancellationToken stop) => SendAsync(Loads[1].Profile(RateFor(Loads[1].Profile, Loads[1].Busy), seconds), stop);

    /// <summary>Predicts, sends, compares.</summary>
    public async Task<CheckRow> RunAsync(string name, Func<double, int, SoakProfile> makeProfile, double busy, CancellationToken stop)
    {
        var perSecond = RateFor(makeProfile, busy);
        var profile = makeProfile(perSecond, seconds);
        var planned = Simulate(profile, 1);
        var busySeconds = BusySeconds();
        var before = await TargetRuns.AskAsync(target.Http, stop);
        var figures = await SendAsync(profile, stop);
        var after = await TargetRuns.AskAsync(target.Http, stop);
        double? others = target.Facts.IsLocal ? (BusySeconds() - busySeconds - (after.CpuSeconds - before.CpuSeconds)) / (seconds + CheckedLoad.WarmUpSeconds) : null;
        var runMs = after.MeanMsSince(before);
        var speed = SpeedAt(profile, runMs);
        var now = Simulate(profile, speed);
        var failed = figures.Outcomes.Total - figures.Outcomes.Ok;
        return new CheckRow(
            name, perSecond, planned.Busy, new Compared(1000 * planned.RunSeconds, 1000 * now.RunSeconds, runMs), new Compared(planned.SequencesPerRun, now.SequencesPerRun, after.SequencesSince(before)), speed, Quantile(0.5, figures.Latency.P50), Quantile(0.99, figures.Latency.P99), others, figures.Latency.Count, failed);

        Compared Quantile(double share, double measured) => new(1000 * planned.Streams[0].Quantile(share), 1000 * now.Streams[0].Quantile(share), measured);
    }

    // Of all processes but this one; 0 where the system does not tell, and then the target's own share makes it negative.
    private static double BusySeconds()
    {
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        return ProcStat.BusySeconds() is { } busy ? busy - process.TotalProcessorTime.TotalSeconds : 0;
    }

    private SimulationResult Simulate(SoakProfile profile, double speed)
    {
        var spec = new SimulationSpec(1, replica with { RunTimes = new RunTimeTable(times, speed) }, Balance.LeastLoaded, 0, CheckedLoad.WarmUpSeconds, 1);
        return ClusterSimulation.Run(spec, CheckedLoad.Simulated(profile, target.Requests));
    }

    // More requests make busier workers: halving finds the rate.
    private double RateFor(Func<double, int, SoakProfile> makeProfile, double busy) =>
        Halving(0.1, 4_000, rate => Simulate(makeProfile(rate, seconds), 1).Busy > busy);

    // Slower Runs are longer ones, also where more sequences share each.
    private double SpeedAt(SoakProfile profile, double runMs) => Halving(0.25, 4, speed => 1000 * Simulate(profile, speed).RunSeconds > runMs);

    // By factors: between 0.1 and 4,000 twelve halvings leave a thousandth.
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
