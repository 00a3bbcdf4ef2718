using System.Text.Json;

namespace Aegis.SoakRunner.Capacity;

/// <summary>Files of Run times: those that come with the runner, and those of users.</summary>
internal static class RunTimeFiles
{
    private const string Prefix = "run-times-";

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "run-times");

    /// <summary>Precisions that there are bundled times for.</summary>
    public static IReadOnlyList<string> Precisions =>
        [.. Directory.EnumerateFiles(Folder, Prefix + "*.json").Select(path => Path.GetFileNameWithoutExtension(path)[Prefix.Length..]).Order(StringComparer.Ordinal)];

    /// <summary>A file, or where none is named the bundled times of a precision.</summary>
    public static (RunTimeFile? File, string? Problem) Of(string? path, string precision) => path is null ? Bundled(precision) : Read(path);

    /// <summary>Those of the reference machine.</summary>
    public static (RunTimeFile? File, string? Problem) Bundled(string precision) => Precisions.Contains(precision)
        ? Read(Path.Combine(Folder, $"{Prefix}{precision}.json"))
        : (null, $"There are no Run times for '{precision}'. The runner has those for {string.Join(" and ", Precisions)}; --run-times takes a file of your own.");

    /// <summary>Reads a file.</summary>
    /// <returns>The times, or what is wrong with the file.</returns>
    public static (RunTimeFile? File, string? Problem) Read(string path)
    {
        try
        {
            var file = JsonSerializer.Deserialize(File.ReadAllText(path), RunTimeJson.Default.RunTimeFile);
            var problems = file is null ? ["it is empty"] : ProblemsOf(file).ToList();
            return problems.Count == 0 ? (file, null) : (null, $"The Run times in {path} cannot be used: {string.Join("; ", problems)}.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return (null, $"The Run times in {path} cannot be read: {exception.Message}");
        }
    }

    private static IEnumerable<string> ProblemsOf(RunTimeFile file)
    {
        if (file.Runs.Count == 0 || !IsRising(file.Runs.Select(row => (double)row.Tokens)))
        {
            yield return "runs: at least one length, and lengths that rise from 1";
        }

        foreach (var row in file.Runs)
        {
            if (row.Sequences.Count == 0 || row.Sequences.Count != row.Ms.Count || !IsRising(row.Sequences.Select(count => (double)count)) || !row.Ms.All(IsTime))
            {
                yield return $"runs of {row.Tokens} tokens: numbers of sequences that rise from 1, and a time above 0 for each";
            }
        }

        if (file.Spread.Any(point => point.Share is not (>= 0 and <= 1) || !IsTime(point.Factor)) || !IsRising(file.Spread.Select(point => 1 + point.Share)))
        {
            yield return "spread: shares from 0 to 1 that rise, and a factor above 0 for each";
        }

        if (new[] { file.Outside.RequestMs, file.Outside.InputMs, file.Outside.TokenMs, file.Outside.LatencyMs, file.Outside.RestedMs }.Any(cost => cost is not (>= 0 and < double.PositiveInfinity)))
        {
            yield return "outside: no cost may be below 0";
        }
    }

    private static bool IsTime(double value) => value is > 0 and < double.PositiveInfinity;

    // From above 0.
    private static bool IsRising(IEnumerable<double> values) => values.Prepend(0).Zip(values).All(pair => pair.Second > pair.First);
}
