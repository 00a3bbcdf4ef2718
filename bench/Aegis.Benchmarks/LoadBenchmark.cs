using Aegis.Benchmarks.Load;
namespace Aegis.Benchmarks;
internal static class LoadBenchmark
{
    public static async Task RunAsync(BenchmarkSettings settings)
    {
        await using var server = await ServerUnderTest.StartAsync(settings.ServerSettings);
        var w = Workload.All.First(x => x.Name.StartsWith(Environment.GetEnvironmentVariable("W") ?? "query, 16", StringComparison.Ordinal));
        var load = new ClosedLoad(server.Address, w);
        load.Run(BenchmarkSettings.WarmUpTime);
        for (var i = 0; i < settings.Passes; i++)
        {
            var before = await RunFigures.ReadAsync(server.Address);
            var r = load.Run(settings.PassTime);
            var f = (await RunFigures.ReadAsync(server.Address)).Since(before);
            Console.WriteLine($"{w.Name} {r.TokensPerSecond:F0} p50 {r.Percentile(50):F2} p99 {r.Percentile(99):F2} seq/run {f.SequencesPerRun:F2} pad {f.PaddedOverReal:F3} runs/s {f.Runs / settings.PassTime.TotalSeconds:F0}");
        }
    }
}
