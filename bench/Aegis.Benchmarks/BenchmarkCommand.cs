using System.CommandLine;
using Aegis.Benchmarks.Micro;
using Aegis.Engine.ModelFolders.Graphs;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Aegis.Benchmarks;

/// <summary>The command line.</summary>
internal static class BenchmarkCommand
{
    private static readonly Option<Precision> PrecisionOption =
        new("--precision") { Description = "int8 or fp32", DefaultValueFactory = _ => Precision.Int8 };

    private static readonly Option<int> PassesOption =
        new("--passes") { Description = "Passes of server and raw ONNX Runtime, turn by turn", DefaultValueFactory = _ => 3 };

    private static readonly Option<int> SecondsOption =
        new("--seconds") { Description = "Length of a pass", DefaultValueFactory = _ => 6 };

    private static readonly Option<string> OutputOption = new("--output")
    {
        Description = "Folder for the Markdown and JSON reports",
        DefaultValueFactory = _ => Path.Combine("artifacts", "bench"),
    };

    private static readonly Option<string[]> SettingsOption =
        new("--set") { Description = "A setting of the server, key=value; may be repeated", DefaultValueFactory = _ => [] };

    public static Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Measures the server beside raw ONNX Runtime on this machine")
        {
            Measure("serve", "Start, throughput and latency by workload, memory", ServeBenchmark.RunAsync),
            Measure("start", "Start, memory and size of each way to build the server for delivery", StartBenchmark.RunAsync),
            Measure("sweep", "Time of a batch by its shape, and raw throughput by the size of batches", SweepBenchmark.RunAsync),
            Measure(
                "run-times",
                "What batches and requests cost, as a file for the planner 'capacity' of the soak runner",
                BatchTimesBenchmark.RunAsync),
            Measure("fairness", "Queries beside bulk work, and bulk work beside a flood of queries", FairnessBenchmark.RunAsync),
            Measure("embed", "The command embed on 10,000 lines", EmbedBenchmark.RunAsync),
            Measure("overload", "An open load at three times capacity", OverloadBenchmark.RunAsync),
            Measure("telemetry", "What metrics and traces cost", TelemetryBenchmark.RunAsync),
            Measure(
                "gateway",
                "What the gateway costs, and two servers of one core behind it beside one of two",
                GatewayBenchmark.RunAsync),
            Micro("writers", typeof(WriterBenchmarks)),
            Micro("tokenizer", typeof(TokenizerBenchmarks)),
            Micro("scheduler", typeof(SchedulerBenchmarks)),
        };
        return root.Parse(args).InvokeAsync();
    }

    private static Command Measure(string name, string description, Func<BenchmarkSettings, Task> run)
    {
        var command = new Command(name, description) { PrecisionOption, PassesOption, SecondsOption, OutputOption, SettingsOption };
        command.SetAction((result, _) => run(new BenchmarkSettings(
            result.GetValue(PrecisionOption),
            result.GetValue(PassesOption),
            TimeSpan.FromSeconds(result.GetValue(SecondsOption)),
            result.GetValue(OutputOption)!,
            result.GetValue(SettingsOption)!)));
        return command;
    }

    // In this process: the generated project of the default toolchain would inherit the build settings of this repository.
    private static Command Micro(string name, Type benchmarks)
    {
        var command = new Command(name, "Micro-benchmarks (BenchmarkDotNet)");
        var config = DefaultConfig.Instance.AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance));
        command.SetAction(_ => { BenchmarkRunner.Run(benchmarks, config); });
        return command;
    }
}
