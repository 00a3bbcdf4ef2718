using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Aegis.Benchmarks.Load;
using Aegis.Benchmarks.Raw;
using Aegis.Benchmarks.Report;
using Aegis.Benchmarks.Servers;
using Aegis.SoakRunner.Measure;

namespace Aegis.Benchmarks;

/// <summary><c>embed</c>: the command on 10,000 short lines, beside raw ONNX Runtime on the same sequences, in turns.</summary>
internal static partial class EmbedBenchmark
{
    public static async Task RunAsync(BenchmarkSettings settings)
    {
        var report = new BenchmarkReport($"embed-{settings.PrecisionName}");
        var server = await PublishedServer.FindAsync();
        using var raw = new RawOnnxRuntime(settings.Precision);
        var sequences = raw.Tokenize(Workload.Lines);
        var tokens = sequences.Sum(sequence => (double)sequence.Length);
        var batches = Packing.Sorted(sequences, RawOnnxRuntime.BestBudget);
        var table = new Table(
            $"embed on {sequences.Length} lines of {tokens / sequences.Length:0.0} tokens, tokens/s",
            "format", "embed, start included", "embed, once it is loaded", "raw", "start included / raw", "once loaded / raw");
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllLinesAsync(file, Workload.Lines.Requests.SelectMany(texts => texts));
            raw.TokensPerSecond(batches, BenchmarkSettings.WarmUpTime);
            foreach (var format in Enumerable.Repeat<string[]>(["jsonl", "npy"], settings.Passes).SelectMany(formats => formats))
            {
                var (whole, loaded) = await EmbedAsync(server, file, format, settings);
                var reference = raw.TokensPerSecond(batches, settings.PassTime);
                table.Add(format, tokens / whole, loaded, reference, tokens / whole / reference, loaded / reference);
            }
        }
        finally
        {
            File.Delete(file);
        }

        report.Add(table);
        report.Save(settings.Output);
    }

    // The last line of the log: 10,000 lines, 170,000 tokens in 6.4 s: 1,563 lines/s, 26,564 tokens/s
    private static async Task<(double Seconds, double TokensPerSecond)> EmbedAsync(
        string server, string file, string format, BenchmarkSettings settings)
    {
        var output = Path.GetTempFileName();
        string[] arguments =
        [
            server, "embed", "--input", file, "--output", output, "--format", format,
            .. settings.ServerSettings.Select(setting => "--" + setting),
        ];
        var clock = new RunClock(TimeProvider.System);
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardError = true })!;
        var log = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        var seconds = clock.Elapsed.TotalSeconds;
        File.Delete(output);
        return process.ExitCode == 0
            ? (seconds, double.Parse(Rate().Match(log).Groups[1].Value, NumberStyles.Number, CultureInfo.InvariantCulture))
            : throw new InvalidOperationException(log);
    }

    [GeneratedRegex("([0-9,]+) tokens/s")]
    private static partial Regex Rate();
}
