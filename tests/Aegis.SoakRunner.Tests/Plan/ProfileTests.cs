using System.Text.Json.Nodes;
using Aegis.SoakRunner.Plan;
using Json.Schema;

namespace Aegis.SoakRunner.Tests.Plan;

public sealed class ProfileTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "profiles");

    public static TheoryData<string> Bundled =>
        [
            .. Directory.GetFiles(Folder, "*.json")
                .Select(path => Path.GetFileNameWithoutExtension(path)!)
                .Where(name => !name.Contains('.', StringComparison.Ordinal)),
        ];

    public void Dispose() => File.Delete(_file);

    [Theory]
    [MemberData(nameof(Bundled))]
    public void Find_Bundled_IsRightByRulesAndBySchema(string name)
    {
        var (profile, problem) = ProfileFiles.Find(name);
        var schema = JsonSchema.FromText(
            File.ReadAllText(Path.Combine(Folder, "soak-profile.schema.json")), new BuildOptions { SchemaRegistry = new SchemaRegistry() });
        using var json = System.Text.Json.JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, name + ".json")));

        Assert.Null(problem);
        Assert.Equal(name, profile!.Name);
        Assert.True(schema.Evaluate(json.RootElement).IsValid);
    }

    public static TheoryData<string, Action<JsonNode>> Wrongs => new()
    {
        { "name:", json => json["name"] = "a b" },
        { "phases: at least one", json => json["phases"] = new JsonArray() },
        { "phases: at least one", json => json["phases"]![0]!["seconds"] = 0 },
        { "phases: two have the same name", json => json["phases"]!.AsArray().Add(json["phases"]![0]!.DeepClone()) },
        { "warmUpSeconds", json => json["warmUpSeconds"] = -1 },
        { "windowSeconds", json => json["windowSeconds"] = 0 },
        { "streams: 1 to 32", json => json["streams"] = new JsonArray() },
        { "either open or connections", json => json["streams"]![0]!["connections"] = 2 },
        { "connections and maxInFlight", json => json["streams"]![0]!["maxInFlight"] = 0 },
        { "timeoutSeconds", json => json["streams"]![0]!["timeoutSeconds"] = 0 },
        { "tokens and inputs", json => json["streams"]![0]!["tokens"]!["least"] = 0 },
        { "tokens and inputs", json => json["streams"]![0]!["inputs"]!["most"] = 4_000 },
        { "perSecond", json => json["streams"]![0]!["open"]!["perSecond"] = 0 },
        { "there is no phase 'night'", json => json["streams"]![0]!["phases"] = new JsonArray("night") },
        { "errorRate", json => json["rubric"]!["errorRate"] = 2 },
        {
            "rubric ratio 'x'",
            json => json["rubric"]!["ratios"] = new JsonArray(new JsonObject
            {
                ["name"] = "x", ["stream"] = "nobody", ["percentile"] = 95, ["phase"] = "steady", ["basePhase"] = "steady", ["atMost"] = 2,
            })
        },
        { "faults: at least one kind", json => json["faults"] = new JsonObject { ["kinds"] = new JsonArray(), ["everySeconds"] = 1 } },
        { "missing 'name'", json => json.AsObject().Remove("name") },
        { "$.typo", json => json["typo"] = 1 },
        { "$.streams[0].open.kind", json => json["streams"]![0]!["open"]!["kind"] = "sometimes" },
    };

    [Theory]
    [MemberData(nameof(Wrongs))]
    public void Find_Wrong_SaysWhatIsWrong(string what, Action<JsonNode> spoil)
    {
        var json = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "smoke.json")))!;
        spoil(json);
        File.WriteAllText(_file, json.ToJsonString());

        var (profile, problem) = ProfileFiles.Find(_file);

        Assert.Null(profile);
        Assert.Contains(what, problem, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("marathon")]
    [InlineData("../profiles/smoke")]
    [InlineData("soak-profile.schema")]
    public void Find_NoSuchProfile_NamesThoseThereAre(string name) =>
        Assert.Contains("The runner has smoke", ProfileFiles.Find(name).Problem, StringComparison.Ordinal);
}
