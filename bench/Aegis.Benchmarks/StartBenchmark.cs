using Aegis.Benchmarks.Load;
using Aegis.Benchmarks.Report;

namespace Aegis.Benchmarks;

/// <summary><c>start</c>: each way to build the server for delivery, by its start, its memory and its size.</summary>
internal static class StartBenchmark
{
    private const int Starts = 9;
    private const double Megabyte = 1024 * 1024;

    public static async Task RunAsync(BenchmarkSettings settings)
    {
        var report = new BenchmarkReport($"start-{settings.Precision.ToString().ToLowerInvariant()}");
        (string Name, string Program)[] builds =
        [
            ("for an installed runtime", await PublishedServer.FindAsync()),
            ("self-contained, ReadyToRun", await PublishedServer.DeliverAsync("r2r")),
            ("self-contained, Native AOT", await PublishedServer.DeliverAsync("aot")),
        ];
        var times = builds.Select(_ => new List<double>()).ToArray();
        var memory = builds.Select(_ => new List<double>()).ToArray();
        // Turn by turn; the first round brings the files into memory.
        for (var round = 0; round <= Starts; round++)
        {
            for (var build = 0; build < builds.Length; build++)
            {
                await using var server = await ServerUnderTest.StartAsync(builds[build].Program, settings.ServerSettings);
                if (round > 0)
                {
                    times[build].Add(server.StartTime.TotalMilliseconds);
                    memory[build].Add(server.Memory().Resident / Megabyte);
                }
            }
        }

        var table = new Table("Process start to first right embedding, and resident memory then", "build", "median ms", "least ms", "most ms", "resident MB", "program MB", "starts");
        for (var build = 0; build < builds.Length; build++)
        {
            table.Add(builds[build].Name, Median.Of(times[build]), times[build].Min(), times[build].Max(), Median.Of(memory[build]), Size(builds[build].Program), Starts);
        }

        report.Add(table);
        report.Save(settings.Output);
    }

    // What lies beside it and is no model.
    private static double Size(string program) =>
        new DirectoryInfo(Path.GetDirectoryName(program)!).EnumerateFiles().Sum(file => file.Length) / Megabyte;
}
