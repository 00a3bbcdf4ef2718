using System.CommandLine;
using System.CommandLine.Parsing;
using Aegis.SoakRunner.Capacity.Simulation;

namespace Aegis.SoakRunner.Capacity;

/// <summary>The options of <c>capacity</c>.</summary>
internal static class CapacityOptions
{
    public const int DefaultCores = 2;

    public static Option<double?> Rate { get; } = Parsed("--rate", "Requests of all callers together: 100/s, 6000/min", CapacityParsers.Rate);

    public static Option<double?> Documents { get; } = Parsed("--documents", "Documents to index, with --within: 1e9", CapacityParsers.Count);

    public static Option<double?> Chunks { get; } = Parsed("--chunks", "Texts that a document is cut into. Default: 1", CapacityParsers.Count);

    public static Option<double?> Within { get; } = Parsed("--within", "Time for all documents: 8h, 30d", CapacityParsers.Time);

    public static Option<Lengths?> Lengths { get; } = Parsed("--lengths", "Tokens of a text: queries (8 to 30), chunks (104 to 188), mixed, p50=30,p95=120, a number, or a file with one in each line. Default: queries; of documents, chunks", Capacity.Lengths.Parse);

    public static Option<int?> Inputs { get; } = Whole("--inputs", "Texts of a request. Default: 1; of documents, 32", 2_048);

    public static Option<double?> Queries { get; } = Parsed("--queries", "Queries beside it, which the objective is for then: 20/s", CapacityParsers.Rate);

    public static Option<ArrivalPattern?> Arrivals { get; } = Choice<ArrivalPattern>("--arrivals", "How requests arrive; bursty: 8 at a time. Default: poisson");

    public static Option<int?> Cores { get; } = Whole("--cores", "Cores of a replica. Default: 2", 256);

    public static Option<int?> Workers { get; } = Whole("--workers", "Workers of a replica, Aegis:Execution:Workers. Default: as many as cores", 256);

    public static Option<string> Precision { get; } = new("--precision") { Description = "int8 or fp32, with the Run times that come with the runner", DefaultValueFactory = _ => "int8" };

    public static Option<string?> RunTimes { get; } = new("--run-times") { Description = "File of Run times measured on your machine by the benchmark run-times" };

    public static Option<LatencyObjective?> Objective { get; } = Parsed("--objective", "Latency that must hold: p99=100ms. Default: that; of documents alone, none", CapacityParsers.Objective);

    public static Option<double?> Answered { get; } = Parsed("--answered", "Least share of the requests that are answered and not refused. Default: 99.9%", CapacityParsers.Percent);

    public static Option<double?> Busy { get; } = Parsed("--busy", "Most share of the workers' time that may be taken. Default: 90%", CapacityParsers.Percent);

    public static Option<Balance?> Balance { get; } = Choice<Balance>("--balance", "Who gets a request: least-loaded is the gateway, random a plain service. Default: least-loaded");

    public static Option<double?> Hop { get; } = Parsed("--hop", "What the gateway adds to a request. Default: 0.4ms; random: nothing", CapacityParsers.Time);

    public static Option<int?> Replicas { get; } = Whole("--replicas", "Tells what so many replicas do, instead of searching", CapacityPlanner.MostReplicas);

    public static Option<int?> Seed { get; } = Whole("--seed", "Seed of the simulation. Default: 1", int.MaxValue);

    public static Option<bool> Json { get; } = new("--json") { Description = "Writes the answer as JSON" };

    public static IReadOnlyList<Option> All { get; } =
        [Rate, Documents, Chunks, Within, Lengths, Inputs, Queries, Arrivals, Cores, Workers, Precision, RunTimes, Objective, Answered, Busy, Balance, Hop, Replicas, Seed, Json];

    private static Option<T?> Parsed<T>(string name, string description, Func<string, (T? Value, string? Problem)> parse) => new(name)
    {
        Description = description,
        CustomParser = result => Take(result, parse(result.Tokens[0].Value)),
    };

    /// <summary>An option that takes a number from 1 on.</summary>
    public static Option<int?> Whole(string name, string description, int most) => Parsed<int?>(
        name,
        description,
        text => int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most ? (number, null) : (null, $"'{text}' is no number from 1 to {most}"));

    // Words with hyphens, as everything else on the command line.
    private static Option<T?> Choice<T>(string name, string description)
        where T : struct, Enum
    {
        var option = Parsed<T?>(name, description, text => Enum.GetValues<T>().Where(value => Word(value) == text).Select(value => ((T?, string?))(value, null)).FirstOrDefault((null, $"'{text}' is none of {Words<T>(", ")}")));
        option.HelpName = Words<T>("|");
        return option;
    }

    private static string Words<T>(string separator)
        where T : struct, Enum => string.Join(separator, Enum.GetValues<T>().Select(Word));

    /// <summary>A value as the command line says it: <c>least-loaded</c>.</summary>
    public static string Word<T>(T value)
        where T : struct, Enum => string.Concat(value.ToString().Select((letter, place) => char.IsAsciiLetterUpper(letter) && place > 0 ? $"-{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));

    private static T? Take<T>(ArgumentResult result, (T? Value, string? Problem) parsed)
    {
        if (parsed.Problem is { } problem)
        {
            result.AddError($"{((OptionResult)result.Parent!).Option.Name}: {problem}");
        }

        return parsed.Value;
    }
}
