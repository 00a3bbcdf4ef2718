using System.Text.Json;

namespace Aegis.Capacity.BatchTimes;

/// <summary>Reads files of batch times: the bundled ones, and those of users.</summary>
internal static class BatchTimeFiles
{
    private const string Prefix = "run-times-";

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "run-times");

    public static IReadOnlyList<string> Precisions =>
    [
        .. Directory.EnumerateFiles(Folder, Prefix + "*.json")
            .Select(path => Path.GetFileNameWithoutExtension(path)[Prefix.Length..])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The file at <paramref name="path"/>; the bundled one of a precision if no path is given.</summary>
    /// <returns>The batch times, or what is wrong.</returns>
    public static (BatchTimeFile? File, string? Problem) Of(string? path, string precision) =>
        path is null ? Bundled(precision) : Read(path);

    /// <summary>The batch times of the reference machine.</summary>
    public static (BatchTimeFile? File, string? Problem) Bundled(string precision) => Precisions.Contains(precision)
        ? Read(Path.Combine(Folder, $"{Prefix}{precision}.json"))
        : (null, $"There are no batch times for '{precision}'. Batch times for {string.Join(" and ", Precisions)} come with the runner; "
            + "--run-times reads a file of your own.");

    /// <returns>The batch times, or what is wrong with the file.</returns>
    public static (BatchTimeFile? File, string? Problem) Read(string path)
    {
        try
        {
            var file = JsonSerializer.Deserialize(File.ReadAllText(path), BatchTimeJson.Default.BatchTimeFile);
            var problems = file is null ? ["the file is empty"] : ProblemsOf(file).ToList();
            return problems.Count == 0
                ? (file, null)
                : (null, $"The batch times in {path} cannot be used: {string.Join("; ", problems)}.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return (null, $"The batch times in {path} cannot be read: {exception.Message}");
        }
    }

    private static IEnumerable<string> ProblemsOf(BatchTimeFile file)
    {
        if (file.Batches.Count == 0 || !IsRising(file.Batches.Select(row => (double)row.Tokens)))
        {
            yield return "runs: there must be at least one length, and lengths must rise from 1";
        }

        foreach (var row in file.Batches.Where(row => !IsValid(row)))
        {
            yield return $"runs of {row.Tokens} tokens: numbers of sequences must rise from 1, each with a time above 0";
        }

        if (file.Spread.Any(point => point.Share is not (>= 0 and <= 1) || !IsTime(point.Factor))
            || !IsRising(file.Spread.Select(point => 1 + point.Share)))
        {
            yield return "spread: shares must rise from 0 to 1, each with a factor above 0";
        }

        var outside = file.Outside;
        double[] costs = [outside.RequestMs, outside.InputMs, outside.TokenMs, outside.LatencyMs, outside.RestedMs];
        if (costs.Any(cost => cost is not (>= 0 and < double.PositiveInfinity)))
        {
            yield return "outside: no cost may be below 0";
        }
    }

    private static bool IsValid(BatchTimesOfLength row) =>
        row.Sequences.Count > 0 && row.Sequences.Count == row.Ms.Count
        && IsRising(row.Sequences.Select(count => (double)count)) && row.Ms.All(IsTime);

    private static bool IsTime(double value) => value is > 0 and < double.PositiveInfinity;

    // From above 0.
    private static bool IsRising(IEnumerable<double> values) => values.Prepend(0).Zip(values).All(pair => pair.Second > pair.First);
}
