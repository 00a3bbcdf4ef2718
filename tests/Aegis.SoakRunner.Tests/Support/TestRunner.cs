using Aegis.SoakRunner.Document;
using Aegis.SoakRunner.Live;
using Aegis.SoakRunner.Plan;
using Aegis.SoakRunner.Run;
using Microsoft.Extensions.DependencyInjection;

namespace Aegis.SoakRunner.Tests.Support;

/// <summary>The whole runner in this process, with a profile of a few seconds.</summary>
internal sealed class TestRunner : IDisposable
{
    private readonly ServiceProvider _services;

    public TestRunner(Uri target)
    {
        Output = Directory.CreateTempSubdirectory("aegis-soak-").FullName;
        Settings = new RunSettings(target, Output, null, MayStopTarget: false) { Settling = TimeSpan.Zero };
        Feed = new LiveFeed(target.ToString());
        _services = new ServiceCollection()
            .AddLogging()
            .AddMetrics()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(Settings)
            .AddSingleton(Feed)
            .AddSingleton<SoakTelemetry>()
            .AddSingleton<SoakRuns>()
            .BuildServiceProvider();
    }

    public string Output { get; }

    public RunSettings Settings { get; }

    public LiveFeed Feed { get; }

    public SoakRuns Runs => _services.GetRequiredService<SoakRuns>();

    /// <summary>Profile of so many seconds, each a window; no trend is judged unless it is asked for.</summary>
    public static SoakProfile Profile(int seconds, StreamPlan stream, Rubric? rubric = null) => new(
        "test", "A test", [new Phase("only", seconds)], WarmUpSeconds: 0, WindowSeconds: 1, [stream], rubric ?? NoTrends);

    /// <summary>A rubric without trends, for runs that are too short for one.</summary>
    public static Rubric NoTrends { get; } = new(
        LeastRequests: 20, P95Drift: null, LatencyGrowth: null, WorkingSetGrowth: null, HeapGrowth: null,
        ThreadGrowth: null, HandleGrowth: null, LatenessP99Ms: 10_000, RunnerWorkingSet: 4L << 30);

    /// <summary>An open stream of short texts.</summary>
    public static StreamPlan Queries(double perSecond, int mostInputs = 4, int maxInFlight = 4_096) => new(
        "query",
        new Amount(8, 0.4, 1, 30),
        new Amount(2, 0.5, 1, mostInputs),
        ObjectiveMs: 200,
        Open: new Arrivals(ArrivalKind.Constant, perSecond),
        MaxInFlight: maxInFlight);

    public Task<RunResult> RunAsync(SoakProfile profile) => Runs.RunAsync(profile, TestContext.Current.CancellationToken);

    public void Dispose()
    {
        _services.Dispose();
        Directory.Delete(Output, recursive: true);
    }
}
