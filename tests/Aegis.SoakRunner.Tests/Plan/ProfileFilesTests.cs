using System.Text.Json.Nodes;
using Aegis.SoakRunner.Document;
using Aegis.SoakRunner.Plan;

namespace Aegis.SoakRunner.Tests.Plan;

/// <summary>Files as people spoil them: each is told, none ends the runner.</summary>
public sealed class ProfileFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("aegis-profile-").FullName;

    private static string Smoke => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "profiles", "smoke.json"));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Find_PathOfAFile_ReadsIt()
    {
        var (profile, problem) = Find(Smoke);

        Assert.Null(problem);
        Assert.Equal(("smoke", null), (profile!.Name, profile.Schema));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("no JSON")]
    [InlineData("{\"name\": \"\\uD800\"}")]
    public void Find_NoProfile_SaysWhichFileIsWrong(string text)
    {
        var (profile, problem) = Find(text);

        Assert.Null(profile);
        Assert.Contains("p.json is wrong:", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("Aegis.", problem, StringComparison.Ordinal);
    }

    public static TheoryData<string, Action<JsonNode>> UnknownFields => new()
    {
        { "$.errorRate", json => json["errorRate"] = 0 },
        { "$.phases[0].minutes", json => json["phases"]![0]!["minutes"] = 1 },
        { "$.streams[1].retries", json => json["streams"]![1]!["retries"] = 3 },
        { "$.streams[0].tokens.mean", json => json["streams"]![0]!["tokens"]!["mean"] = 3 },
        { "$.streams[0].open.rate", json => json["streams"]![0]!["open"]!["rate"] = 3 },
        { "$.streams[0].limits.p99", json => json["streams"]![0]!["limits"]!["p99"] = 3 },
        { "$.rubric.errorrate", json => json["rubric"]!["errorrate"] = 0 },
        { "$.faults.kind", json => json["faults"] = new JsonObject { ["kind"] = "hangUp" } },
    };

    [Theory]
    [MemberData(nameof(UnknownFields))]
    public void Find_UnknownField_SaysWhere(string place, Action<JsonNode> spoil) =>
        Assert.Contains(place, Problem(spoil), StringComparison.Ordinal);

    public static TheoryData<string, Action<JsonNode>> Nulls => new()
    {
        { "name", json => json["name"] = null },
        { "phases", json => json["phases"] = null },
        { "phases", json => json["phases"]![0] = null },
        { "phases", json => json["phases"]![0]!["name"] = null },
        { "streams", json => json["streams"]![0] = null },
        { "streams", json => json["streams"]![0]!["tokens"] = null },
        { "streams", json => json["streams"]![0]!["phases"] = new JsonArray((JsonNode?)null) },
        { "rubric", json => json["rubric"] = null },
        { "rubric", json => json["rubric"]!["ratios"] = new JsonArray((JsonNode?)null) },
        { "faults", json => json["faults"] = new JsonObject { ["kinds"] = null, ["everySeconds"] = 1 } },
        { "faults", json => json["faults"] = new JsonObject { ["kinds"] = new JsonArray((JsonNode?)null), ["everySeconds"] = 1 } },
    };

    [Theory]
    [MemberData(nameof(Nulls))]
    public void Find_Null_SaysWhere(string place, Action<JsonNode> spoil) =>
        Assert.Contains(place, Problem(spoil), StringComparison.Ordinal);

    [Theory]
    [InlineData("\"seed\": \"x\"", "$.seed")]
    [InlineData("\"seed\": 1.5", "$.seed")]
    [InlineData("\"seed\": 99999999999", "$.seed")]
    [InlineData("\"description\": 1", "$.description")]
    public void Find_WrongType_SaysWhere(string field, string place) =>
        Assert.Contains(place, Find(Smoke.TrimEnd()[..^1] + "," + field + "}").Problem, StringComparison.Ordinal);

    [Fact]
    public void Find_SeveralMistakes_TellsThemAll()
    {
        var problem = Problem(json => (json["warmUpSeconds"], json["windowSeconds"]) = (-1, 0));

        Assert.Contains("warmUpSeconds", problem, StringComparison.Ordinal);
        Assert.Contains("windowSeconds", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("/")]
    [InlineData("smoke.json")]
    [InlineData("SMOKE ")]
    [InlineData("../../profiles/smoke")]
    public void Find_NoSuchFile_NamesEveryProfile(string name)
    {
        var (profile, problem) = ProfileFiles.Find(name);

        Assert.Null(profile);
        Assert.All(ProfileFiles.All(), known => Assert.Contains(known.Name, problem, StringComparison.Ordinal));
    }

    [Fact]
    public void All_Profiles_AreOfThatNameAndShortOnesFirst()
    {
        var all = ProfileFiles.All();

        Assert.Equal(Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "profiles"), "*.json").Length - 1, all.Count);
        Assert.Equal(all.OrderBy(profile => profile.Seconds).Select(profile => profile.Name), all.Select(profile => profile.Name));
    }

    // A run as long as the profile must not be inconclusive by the rubric's own numbers.
    [Fact]
    public void All_Profiles_AreLongEnoughForTheirRubric() => Assert.All(ProfileFiles.All(), profile =>
    {
        var windows = PlannedWindow.Of(profile).Count(window => window.Kind == WindowKind.Full);
        var due = profile.Streams.Where(stream => stream.Open is not null)
            .Sum(
                stream => RunPhases.Of(profile, stream)
                    .Where(phase => !phase.IsWarmUp)
                    .Sum(phase => (phase.ToSeconds - phase.FromSeconds) * stream.Open!.PerSecond));
        Assert.True(windows >= profile.Rubric.LeastWindows, profile.Name);
        Assert.True(due >= profile.Rubric.LeastRequests || profile.Streams.Any(stream => stream.Connections is not null), profile.Name);
    });

    private string Problem(Action<JsonNode> spoil)
    {
        var json = JsonNode.Parse(Smoke)!;
        spoil(json);
        var (profile, problem) = Find(json.ToJsonString());
        Assert.Null(profile);
        return problem!;
    }

    private (SoakProfile? Profile, string? Problem) Find(string text)
    {
        var path = Path.Combine(_folder, "p.json");
        File.WriteAllText(path, text);
        return ProfileFiles.Find(path);
    }
}
