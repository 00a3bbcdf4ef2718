namespace Aegis.Benchmarks.Load;

/// <summary>What a server did in a pass.</summary>
/// <param name="Load">What its callers saw.</param>
/// <param name="ProcessorTime">CPU time of its process for each request.</param>
internal sealed record ServerPass(LoadResult Load, TimeSpan ProcessorTime);

/// <summary>Servers that get the same load turn by turn, so that a machine that drifts drifts for all of them.</summary>
internal static class SideBySide
{
    /// <summary>Warms all of them up, and runs the passes.</summary>
    /// <returns>For each pass what each server did, in the servers' order.</returns>
    public static List<ServerPass[]> Run(IReadOnlyList<ServerUnderTest> servers, Workload workload, BenchmarkSettings settings)
    {
        ClosedLoad[] loads = [.. servers.Select(server => new ClosedLoad(server.Address, workload))];
        Array.ForEach(loads, load => load.Run(BenchmarkSettings.WarmUpTime));
        var passes = new List<ServerPass[]>();
        for (var pass = 0; pass < settings.Passes; pass++)
        {
            // Every other pass backwards: what the machine does meanwhile meets all of them.
            var results = new ServerPass[loads.Length];
            foreach (var index in pass % 2 == 0 ? Enumerable.Range(0, loads.Length) : Enumerable.Range(0, loads.Length).Reverse())
            {
                results[index] = Run(servers[index], loads[index], settings.PassTime);
            }

            passes.Add(results);
        }

        return passes;
    }

    // CPU time tells more than throughput: who else takes the machine meanwhile does not count.
    private static ServerPass Run(ServerUnderTest server, ClosedLoad load, TimeSpan time)
    {
        var before = server.ProcessorTime;
        var result = load.Run(time);
        return new ServerPass(result, (server.ProcessorTime - before) / result.Requests);
    }
}
