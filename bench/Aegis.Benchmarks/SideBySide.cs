using Aegis.Benchmarks.Load;
using Aegis.Benchmarks.Servers;

namespace Aegis.Benchmarks;

/// <summary>What a server did in a pass.</summary>
/// <param name="Load">What its callers measured.</param>
/// <param name="ProcessorTime">CPU time of its process for each request.</param>
internal sealed record ServerPass(LoadResult Load, TimeSpan ProcessorTime);

/// <summary>Servers that get the same load in turns, so that a machine that drifts drifts for all of them.</summary>
internal static class SideBySide
{
    /// <summary>Warms up all servers, and runs the passes.</summary>
    /// <returns>For each pass the figures of each server, in the order of the servers.</returns>
    public static List<ServerPass[]> Run(IReadOnlyList<ServerUnderTest> servers, Workload workload, BenchmarkSettings settings)
    {
        ClosedLoad[] loads = [.. servers.Select(server => new ClosedLoad(server.Address, workload))];
        Array.ForEach(loads, load => load.Run(BenchmarkSettings.WarmUpTime));
        var passes = new List<ServerPass[]>();
        for (var pass = 0; pass < settings.Passes; pass++)
        {
            // Every second pass goes backwards, so that a slow moment does not always meet the same server.
            var results = new ServerPass[loads.Length];
            var order = Enumerable.Range(0, loads.Length);
            foreach (var index in pass % 2 == 0 ? order : order.Reverse())
            {
                results[index] = Run(servers[index], loads[index], settings.PassTime);
            }

            passes.Add(results);
        }

        return passes;
    }

    // CPU time is more exact than throughput: other processes do not change it.
    private static ServerPass Run(ServerUnderTest server, ClosedLoad load, TimeSpan time)
    {
        var before = server.ProcessorTime;
        var result = load.Run(time);
        return new ServerPass(result, (server.ProcessorTime - before) / result.Latency.Count);
    }
}
