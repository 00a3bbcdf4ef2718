using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Aegis.SoakRunner.Text;

namespace Aegis.SoakRunner.Capacity;

/// <summary>The planner's answer, for people and for programs.</summary>
internal static class CapacityReport
{
    private static readonly string[] Columns = ["replicas", "busy", "p50 ms", "p95 ms", "p99 ms", "p99 of rounds", "refused", "tokens/s", "misses"];

    /// <summary>A few lines and a table.</summary>
    public static string Text(CapacityPlan plan, RunTimeFile times, CapacityAnswer answer)
    {
        var text = new StringBuilder();
        foreach (var load in plan.Loads)
        {
            Line(text, load.Name, Wording.Of($"{load.PerSecond:#,0.###} requests/s of {load.Inputs} {(load.Inputs == 1 ? "text" : "texts")}, {load.Lengths.Name}: {load.Lengths.Mean:0.0} tokens a text; {CapacityOptions.Word(load.Pattern)}"));
        }

        Line(text, "replica", Wording.Of($"{plan.Replica.Cores} {(plan.Replica.Cores == 1 ? "core" : "cores")}, {plan.Replica.Workers} {(plan.Replica.Workers == 1 ? "worker" : "workers")}; Run times of {times.Precision}, {times.Machine}, commit {times.Commit}"));
        Line(text, "goals", Goals(plan));
        Line(text, "idle", Wording.Of($"p50 {answer.IdleP50Ms:0.0} ms, p99 {answer.IdleP99Ms:0.0} ms of {plan.Loads[0].Name} on an idle replica"));
        text.AppendLine();
        Table(text, [Columns, .. answer.Rows.Select(Cells)]);
        text.AppendLine();
        if (answer.Rows.Any(row => row.Simulated < row.Replicas))
        {
            Line(text, "note", Wording.Of($"{CapacityRounds.MostSimulated} of the replicas were simulated, with their share of the load"));
        }

        Line(text, "answer", Wording.Of($"{answer.Replicas} {(answer.Replicas == 1 ? "replica" : "replicas")}, {answer.Replicas * (long)plan.Replica.Cores:#,0} {(answer.Replicas * (long)plan.Replica.Cores == 1 ? "core" : "cores")}{(answer.Holds ? string.Empty : ": the goals do not hold")}"));
        return text.ToString().TrimEnd();
    }

    /// <summary>All of it.</summary>
    public static string Json(CapacityPlan plan, RunTimeFile times, CapacityAnswer answer) => JsonSerializer.Serialize(
        new CapacityDocument(
            [.. plan.Loads.Select(load => new CapacityDocumentLoad(load.Name, load.PerSecond, load.Inputs, load.Lengths.Name, load.Lengths.Mean, CapacityOptions.Word(load.Pattern)))],
            plan.Replica.Cores,
            plan.Replica.Workers,
            CapacityOptions.Word(plan.Balance),
            times with { Runs = [], Spread = [] },
            plan.Goals,
            answer),
        CapacityJson.Default.CapacityDocument);

    private static string Goals(CapacityPlan plan)
    {
        var objective = plan.Goals.Objective is { } latency ? Wording.Of($"p{100 * latency.Quantile:0.###} of {plan.Loads[0].Name} within {1000 * latency.Seconds:#,0.###} ms, ") : string.Empty;
        return Wording.Of($"{objective}at most {Wording.Share(plan.Goals.MostRefused)} refused, workers at most {Wording.Share(plan.Goals.MostBusy)} busy; {CapacityOptions.Word(plan.Balance)}, {1000 * plan.HopSeconds:0.##} ms for the hop");
    }

    private static string[] Cells(CapacityRow row) =>
    [
        Wording.Of($"{row.Replicas:#,0}"),
        Wording.Of($"{100 * row.Busy:0} %"),
        Wording.Of($"{row.P50Ms:#,0.0}"),
        Wording.Of($"{row.P95Ms:#,0.0}"),
        Wording.Of($"{row.P99Ms:#,0.0}"),
        Wording.Of($"{row.P99LeastMs:#,0.0} to {row.P99MostMs:#,0.0}"),
        Wording.Of($"{100 * row.Refused:0.##} %"),
        Wording.Of($"{row.TokensPerSecond:#,0}"),
        row.Misses ?? "nothing",
    ];

    private static void Table(StringBuilder text, IReadOnlyList<string[]> rows)
    {
        foreach (var row in rows)
        {
            text.AppendLine(string.Join("  ", row.Select((cell, column) => cell.PadLeft(rows.Max(other => other[column].Length)))).TrimEnd());
        }
    }

    private static void Line(StringBuilder text, string what, string value) => text.Append(what.PadRight(10)).AppendLine(value);
}

/// <summary>The answer with what it is an answer to.</summary>
internal sealed record CapacityDocument(
    IReadOnlyList<CapacityDocumentLoad> Loads, int Cores, int Workers, string Balance, RunTimeFile RunTimes, CapacityGoals Goals, CapacityAnswer Answer);

/// <summary>A load of it.</summary>
internal sealed record CapacityDocumentLoad(string Name, double RequestsPerSecond, int Inputs, string Lengths, double MeanTokens, string Arrivals);

/// <summary>JSON of it.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(CapacityDocument))]
internal sealed partial class CapacityJson : JsonSerializerContext;
