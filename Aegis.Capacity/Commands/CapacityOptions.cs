using System.CommandLine;
using System.CommandLine.Parsing;
using Aegis.Capacity.Planning;
using Aegis.Capacity.Simulation;

namespace Aegis.Capacity.Commands;

/// <summary>The options of <c>capacity</c>.</summary>
internal static class CapacityOptions
{
    public const int DefaultCores = 2;

    public static Option<double?> Rate { get; } = Parsed(
        "--rate", "Requests of all callers together: 100/s, 6000/min", CapacityParsers.Rate);

    public static Option<double?> Documents { get; } = Parsed(
        "--documents", "Number of documents to index, with --within: 1e9", CapacityParsers.Count);

    public static Option<double?> Chunks { get; } = Parsed(
        "--chunks", "Texts of a document. Default: 1", CapacityParsers.Count);

    public static Option<double?> Within { get; } = Parsed("--within", "Time for all documents: 8h, 30d", CapacityParsers.Time);

    public static Option<Lengths?> Lengths { get; } = Parsed(
        "--lengths",
        "Tokens of a text: queries (8 to 30), chunks (104 to 188), mixed, p50=30,p95=120, a number, or a file with one number in "
            + "each line. Default: queries; with --documents, chunks",
        Planning.Lengths.Parse);

    public static Option<int?> Inputs { get; } = Whole("--inputs", "Texts of a request. Default: 1; with --documents, 32", 2_048);

    public static Option<double?> Queries { get; } = Parsed(
        "--queries", "Adds queries to the load: 20/s. The objective then is for the queries", CapacityParsers.Rate);

    public static Option<ArrivalPattern?> Arrivals { get; } = Choice<ArrivalPattern>(
        "--arrivals", "How requests arrive; bursty: 8 at a time. Default: poisson");

    public static Option<int?> Cores { get; } = Whole("--cores", "Cores of a replica. Default: 2", 256);

    public static Option<int?> Workers { get; } = Whole(
        "--workers", "Workers of a replica (Aegis:Execution:Workers). Default: the number of cores", 256);

    public static Option<string> Precision { get; } = new("--precision")
    {
        Description = "int8 or fp32: selects the batch times that come with the runner",
        DefaultValueFactory = _ => "int8",
    };

    public static Option<string?> BatchTimes { get; } = new("--run-times")
    {
        Description = "File of batch times that the benchmark run-times measured on your machine",
    };

    public static Option<LatencyObjective?> Objective { get; } = Parsed(
        "--objective", "Required latency. Default: p99=100ms; with --documents alone, none", CapacityParsers.Objective);

    public static Option<double?> Answered { get; } = Parsed(
        "--answered", "Minimum share of requests that are answered, not refused. Default: 99.9%", CapacityParsers.Percent);

    public static Option<double?> Busy { get; } = Parsed(
        "--busy", "Maximum share of the workers' time that is taken. Default: 90%", CapacityParsers.Percent);

    public static Option<Balance?> Balance { get; } = Choice<Balance>(
        "--balance", "How the replica of a request is chosen: least-loaded by a gateway, random by a plain service. Default: least-loaded");

    public static Option<double?> Hop { get; } = Parsed(
        "--hop", "Latency that the gateway adds to a request. Default: 0.4ms; with random, none", CapacityParsers.Time);

    public static Option<int?> Replicas { get; } = Whole(
        "--replicas", "Simulates this number of replicas instead of searching for one", CapacityPlanner.MaxReplicas);

    public static Option<int?> Seed { get; } = Whole("--seed", "Seed of the simulation. Default: 1", int.MaxValue);

    public static Option<bool> Json { get; } = new("--json") { Description = "Writes the answer as JSON" };

    public static IReadOnlyList<Option> All { get; } =
    [
        Rate, Documents, Chunks, Within, Lengths, Inputs, Queries, Arrivals, Cores, Workers, Precision, BatchTimes, Objective, Answered,
        Busy, Balance, Hop, Replicas, Seed, Json,
    ];

    /// <summary>An option with a whole number from 1.</summary>
    public static Option<int?> Whole(string name, string description, int max) =>
        Parsed(name, description, text => CapacityParsers.Whole(text, max));

    /// <summary>A value as a word of the command line: <c>least-loaded</c>.</summary>
    public static string Word<T>(T value)
        where T : struct, Enum => string.Concat(value.ToString().Select((letter, place) =>
            char.IsAsciiLetterUpper(letter) && place > 0 ? $"-{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));

    private static Option<T?> Parsed<T>(string name, string description, Func<string, (T? Value, string? Problem)> parse) => new(name)
    {
        Description = description,
        CustomParser = result => Take(result, parse(result.Tokens[0].Value)),
    };

    private static Option<T?> Choice<T>(string name, string description)
        where T : struct, Enum
    {
        var option = Parsed<T?>(name, description, text => Enum.GetValues<T>()
            .Where(value => Word(value) == text)
            .Select(value => ((T?, string?))(value, null))
            .FirstOrDefault((null, $"'{text}' is none of {Words<T>(", ")}")));
        option.HelpName = Words<T>("|");
        return option;
    }

    private static string Words<T>(string separator)
        where T : struct, Enum => string.Join(separator, Enum.GetValues<T>().Select(Word));

    private static T? Take<T>(ArgumentResult result, (T? Value, string? Problem) parsed)
    {
        if (parsed.Problem is { } problem)
        {
            result.AddError($"{((OptionResult)result.Parent!).Option.Name}: {problem}");
        }

        return parsed.Value;
    }
}
