using Aegis.Benchmarks;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

switch (args)
{
    case []:
        await Measures.RunAsync(Console.Out);
        return 0;
    case ["writers"]:
        // In this process: the generated project of the default toolchain would inherit this repository's build settings.
        BenchmarkRunner.Run<WriterBenchmarks>(DefaultConfig.Instance.AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance)));
        return 0;
    default:
        await Console.Error.WriteLineAsync("usage: Aegis.Benchmarks [writers]");
        return 2;
}
