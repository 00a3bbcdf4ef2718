using Aegis.Benchmarks.Report;
using Aegis.Benchmarks.Servers;
using Aegis.SoakRunner.Judge;

namespace Aegis.Benchmarks;

/// <summary><c>start</c>: start time, memory and size of each way to build the server for delivery.</summary>
internal static class StartBenchmark
{
    private const int Starts = 9;
    private const double Megabyte = 1024 * 1024;

    public static async Task RunAsync(BenchmarkSettings settings)
    {
        var report = new BenchmarkReport($"start-{settings.PrecisionName}");
        (string Name, string Program)[] builds =
        [
            ("for an installed runtime", await PublishedServer.FindAsync()),
            ("self-contained, ReadyToRun", await PublishedServer.DeliverAsync("r2r")),
            ("self-contained, Native AOT", await PublishedServer.DeliverAsync("aot")),
        ];
        var times = builds.Select(_ => new List<double>()).ToArray();
        var memory = builds.Select(_ => new List<double>()).ToArray();
        // In turns. The first round reads the files into memory.
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

        var table = new Table(
            "Process start to first right embedding, and resident memory then",
            "build", "median ms", "least ms", "most ms", "resident MB", "program MB", "starts");
        for (var build = 0; build < builds.Length; build++)
        {
            var (own, resident) = (times[build], Median.Of(memory[build]));
            table.Add(builds[build].Name, Median.Of(own), own.Min(), own.Max(), resident, Size(builds[build].Program), Starts);
        }

        report.Add(table);
        report.Save(settings.Output);
    }

    // The files beside the program. Models are in a folder of their own.
    private static double Size(string program) =>
        new DirectoryInfo(Path.GetDirectoryName(program)!).EnumerateFiles().Sum(file => file.Length) / Megabyte;
}
