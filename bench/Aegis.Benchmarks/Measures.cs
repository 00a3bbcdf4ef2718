using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Aegis.Benchmarks;

/// <summary>The first figures: start, memory, and throughput beside raw ONNX Runtime, measured in one run on one machine.</summary>
internal static class Measures
{
    private const int Starts = 5;
    private const int MixedRequests = 1000;
    private const int Connections = 16;
    private const int Passes = 3;

    private static readonly TimeSpan PassTime = TimeSpan.FromSeconds(6);

    public static async Task RunAsync(TextWriter output)
    {
        var texts = new Texts(seed: 1);
        await output.WriteLineAsync($"machine      {Environment.ProcessorCount} processors, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}");
        await StartAsync(output);
        await using var server = await ServerUnderTest.StartAsync();
        await output.WriteLineAsync($"server       {server.Describe}");
        await MemoryAsync(server, texts, output);
        await ThroughputAsync(server, texts, output);
    }

    private static async Task StartAsync(TextWriter output)
    {
        var times = new List<double>();
        for (var i = 0; i < Starts; i++)
        {
            var begin = Stopwatch.GetTimestamp();
            await using var server = await ServerUnderTest.StartAsync();
            times.Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
        }

        await output.WriteLineAsync(Line($"start        process start to first right embedding: median {Median(times):F0} ms of {Starts} ({times.Min():F0} to {times.Max():F0})"));
    }

    private static async Task MemoryAsync(ServerUnderTest server, Texts texts, TextWriter output)
    {
        var load = new Load(server, Connections);
        await load.SendAsync([.. Enumerable.Range(0, MixedRequests).Select(_ => texts.MixedRequest())]);
        var (resident, peak) = server.Memory();
        await output.WriteLineAsync(Line($"memory       after {MixedRequests} mixed requests: {resident / 1048576.0:F0} MB resident, {peak / 1048576.0:F0} MB at most"));
    }

    // Server and raw take turns, so that a machine that drifts drifts for both.
    private static async Task ThroughputAsync(ServerUnderTest server, Texts texts, TextWriter output)
    {
        string[] queries = [.. Enumerable.Range(0, 4000).Select(_ => texts.Query())];
        var load = new Load(server, Connections);
        using var raw = new RawOnnxRuntime(server.Precision, queries);
        await load.RunAsync(queries, raw.TokensOf, PassTime / 2);
        var served = new List<LoadResult>();
        var alone = new List<double>();
        for (var pass = 0; pass < Passes; pass++)
        {
            served.Add(await load.RunAsync(queries, raw.TokensOf, PassTime));
            alone.Add(raw.TokensPerSecond(PassTime));
        }

        var tokensPerSecond = Median(served.Select(result => result.TokensPerSecond));
        var rawTokensPerSecond = Median(alone);
        await output.WriteLineAsync(Line($"queries      {Connections} connections, mean {raw.MeanTokens:F1} tokens, {Passes} passes of {PassTime.TotalSeconds:F0} s, base64 answers, load generator on the same cores"));
        await output.WriteLineAsync(Line($"  served     {tokensPerSecond:F0} tokens/s, p50 {Median(served.Select(result => result.Percentile(50))):F1} ms, p95 {Median(served.Select(result => result.Percentile(95))):F1} ms, p99 {Median(served.Select(result => result.Percentile(99))):F1} ms"));
        await output.WriteLineAsync(Line($"  raw        {rawTokensPerSecond:F0} tokens/s, ONNX Runtime alone: sorted by length, {RawOnnxRuntime.MaxPaddedTokens} padded tokens a Run, {raw.Workers} single-thread workers"));
        await output.WriteLineAsync(Line($"  ratio      {tokensPerSecond / rawTokensPerSecond:P0}"));
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    private static string Line(FormattableString line) => line.ToString(CultureInfo.InvariantCulture);
}
