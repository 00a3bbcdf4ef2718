using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Aegis.Capacity.BatchTimes;
using Aegis.Capacity.Planning;
using static System.FormattableString;

namespace Aegis.Capacity.Commands;

/// <summary>Writes the answer of the planner.</summary>
internal static class CapacityReport
{
    private static readonly string[] Columns =
        ["replicas", "busy", "p50 ms", "p95 ms", "p99 ms", "p99 of rounds", "refused", "tokens/s", "misses"];

    /// <summary>A few lines and a table, for people.</summary>
    public static string Text(CapacityPlan plan, BatchTimeFile times, CapacityAnswer answer)
    {
        var text = new StringBuilder();
        foreach (var load in plan.Loads)
        {
            Line(text, load.Name, Load(load));
        }

        var (first, replica) = (plan.Loads[0], plan.Replica);
        Line(text, "replica", $"{Count(replica.Cores, "core")}, {Count(replica.Workers, "worker")}; "
            + $"Run times of {times.Precision}, {times.Machine}, commit {times.Commit}");
        Line(text, "goals", Goals(plan));
        Line(text, "idle", Invariant($"p50 {answer.IdleP50Ms:0.0} ms, p99 {answer.IdleP99Ms:0.0} ms of {first.Name} on an idle replica"));
        text.AppendLine();
        Table(text, [Columns, .. answer.Rows.Select(Cells)]);
        text.AppendLine();
        if (answer.Rows.Any(row => row.Simulated < row.Replicas))
        {
            Line(text, "note", $"{CapacityRounds.MaxSimulated} of the replicas were simulated, with their share of the load");
        }

        var cores = answer.Replicas * (long)replica.Cores;
        Line(text, "answer", Invariant($"{Count(answer.Replicas, "replica")}, {cores:#,0} {Plural(cores, "core")}")
            + (answer.Holds ? string.Empty : ": the goals do not hold"));
        return text.ToString().TrimEnd();
    }

    /// <summary>The whole answer with its question, for programs.</summary>
    public static string Json(CapacityPlan plan, BatchTimeFile times, CapacityAnswer answer) => JsonSerializer.Serialize(
        new CapacityDocument(
            [.. plan.Loads.Select(DocumentLoad)],
            plan.Replica.Cores,
            plan.Replica.Workers,
            CapacityOptions.Word(plan.Balance),
            times with { Batches = [], Spread = [] },
            plan.Goals,
            answer),
        CapacityJson.Default.CapacityDocument);

    private static CapacityDocumentLoad DocumentLoad(CapacityLoad load) =>
        new(load.Name, load.PerSecond, load.Inputs, load.Lengths.Name, load.Lengths.Mean, CapacityOptions.Word(load.Pattern));

    private static string Load(CapacityLoad load) =>
        Invariant($"{load.PerSecond:#,0.###} requests/s of {Count(load.Inputs, "text")}, {load.Lengths.Name}: ")
        + Invariant($"{load.Lengths.Mean:0.0} tokens a text; {CapacityOptions.Word(load.Pattern)}");

    private static string Goals(CapacityPlan plan)
    {
        var objective = plan.Goals.Objective is { } latency
            ? Invariant($"p{100 * latency.Quantile:0.###} of {plan.Loads[0].Name} within {1000 * latency.Seconds:#,0.###} ms, ")
            : string.Empty;
        return objective
            + Invariant($"at most {100 * plan.Goals.MaxRefused:0.###} % refused, workers at most {100 * plan.Goals.MaxBusy:0.###} % busy; ")
            + Invariant($"{CapacityOptions.Word(plan.Balance)}, {1000 * plan.HopSeconds:0.##} ms for the hop");
    }

    private static string[] Cells(CapacityRow row) =>
    [
        Invariant($"{row.Replicas:#,0}"),
        Invariant($"{100 * row.Busy:0} %"),
        Invariant($"{row.P50Ms:#,0.0}"),
        Invariant($"{row.P95Ms:#,0.0}"),
        Invariant($"{row.P99Ms:#,0.0}"),
        Invariant($"{row.P99LeastMs:#,0.0} to {row.P99MostMs:#,0.0}"),
        Invariant($"{100 * row.Refused:0.##} %"),
        Invariant($"{row.TokensPerSecond:#,0}"),
        row.Misses ?? "nothing",
    ];

    private static string Count(long number, string what) => Invariant($"{number} {Plural(number, what)}");

    private static string Plural(long number, string what) => number == 1 ? what : what + "s";

    private static void Table(StringBuilder text, IReadOnlyList<string[]> rows)
    {
        foreach (var row in rows)
        {
            var cells = row.Select((cell, column) => cell.PadLeft(rows.Max(other => other[column].Length)));
            text.AppendLine(string.Join("  ", cells).TrimEnd());
        }
    }

    private static void Line(StringBuilder text, string what, string value) => text.Append(what.PadRight(10)).AppendLine(value);
}

/// <summary>The answer with its question.</summary>
internal sealed record CapacityDocument(
    IReadOnlyList<CapacityDocumentLoad> Loads,
    int Cores,
    int Workers,
    string Balance,
    [property: JsonPropertyName("runTimes")] BatchTimeFile BatchTimes,
    CapacityGoals Goals,
    CapacityAnswer Answer);

internal sealed record CapacityDocumentLoad(
    string Name, double RequestsPerSecond, int Inputs, string Lengths, double MeanTokens, string Arrivals);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(CapacityDocument))]
internal sealed partial class CapacityJson : JsonSerializerContext;
