using System.Text.Json;
using System.Text.Json.Nodes;
using Aegis.SoakRunner.Document;
using Aegis.SoakRunner.Tests.Support;
using Json.Schema;

namespace Aegis.SoakRunner.Tests.Document;

public sealed class SchemaReportTests
{
    private static readonly Lazy<(JsonSchema Profile, JsonSchema Report)> Schemas = new(Load);

    [Theory]
    [InlineData(45, null)]
    [InlineData(0, null)]
    [InlineData(45, SampleReport.Hostile)]
    public void Report_AsWritten_IsValid(int windows, string? text) =>
        AssertValid(Schemas.Value.Report, Json(SampleReport.Build(windows, text)));

    [Fact]
    public void Report_WithUnknownTarget_IsValid()
    {
        var report = SampleReport.Build();

        AssertValid(
            Schemas.Value.Report, Json(
                report with { Target = new("http://h/", false, null, null, null, null, null, null, null), Profile = report.Profile with
                {
                    Faults = null,
                } }));
    }

    [Theory]
    [InlineData("/format", "2")]
    [InlineData("/verdict/outcome", "\"Pass\"")]
    [InlineData("/timeline/0/kind", "1")]
    [InlineData("/timeline/0/runner", "null")]
    [InlineData("/totals/0/outcomes/ok", "-1")]
    [InlineData("/profile/streams/0/encoding", "\"utf8\"")]
    [InlineData("/profile/streams/0/connections", "3")]
    [InlineData("/problems/0/extra", "1")]
    public void Report_Spoiled_IsRefused(string place, string value)
    {
        var node = Json(SampleReport.Build());
        Set(node, place, JsonNode.Parse(value));

        Assert.False(IsValid(Schemas.Value.Report, node));
    }

    [Fact]
    public void Report_WithoutAnyOneOfItsFields_IsRefused()
    {
        var whole = Json(SampleReport.Build()).AsObject();

        Assert.All(whole.Select(field => field.Key), name =>
        {
            var spoiled = whole.DeepClone().AsObject();
            spoiled.Remove(name);
            Assert.False(IsValid(Schemas.Value.Report, spoiled), name);
        });
    }

    [Fact]
    public void Profile_AsPeopleWriteIt_IsValid() => AssertValid(Schemas.Value.Profile, JsonNode.Parse("""
        {
          "$schema": "./soak-profile.schema.json", "name": "p", "description": "d", "warmUpSeconds": 0, "windowSeconds": 10,
          "phases": [{ "name": "all", "seconds": 60 }],
          "streams": [
            { "name": "s", "tokens": { "median": 20, "spread": 0, "least": 1, "most": 99 },
              "inputs": { "median": 1, "spread": 0, "least": 1, "most": 1 }, "objectiveMs": 100,
              "open": { "kind": "poisson", "perSecond": 5 } }
          ],
          "rubric": { "p95Drift": null }
        }
        """)!);

    [Theory]
    [InlineData("/streams/0/open", "null")]
    [InlineData("/phases/0/seconds", "0")]
    [InlineData("/rubric/errorRat", "0.1")]
    [InlineData("/rubric/errorRate", "1.5")]
    [InlineData("/faults/kinds/0", "\"HangUp\"")]
    public void Profile_Spoiled_IsRefused(string place, string value)
    {
        var node = Json(SampleReport.Build())["profile"]!;
        AssertValid(Schemas.Value.Profile, node);
        Set(node, place, JsonNode.Parse(value));

        Assert.False(IsValid(Schemas.Value.Profile, node));
    }

    /// <summary>The schema says the same defaults as the code; editors show them, and nobody would notice when they part.</summary>
    [Fact]
    public void Defaults_OfTheSchema_AreThoseOfTheCode()
    {
        var schema = JsonNode.Parse(File.ReadAllText(ProfileSchema))!["$defs"]!;
        var stream = new StreamPlan("s", new(1, 0, 1, 1), new(1, 0, 1, 1), 1, Open: new(ArrivalKind.Constant, 1), Limits: new());
        var profile = JsonSerializer.SerializeToNode(
            new SoakProfile("p", "d", [], 0, 1, [stream], new Rubric(Ratios: null), new FaultPlan([], 1)), ReportJson.Default.SoakProfile)!;

        (string Name, JsonNode Written)[] parts =
        [
            ("rubric", profile["rubric"]!), ("stream", profile["streams"]![0]!), ("faults", profile["faults"]!),
            ("streamLimits", profile["streams"]![0]!["limits"]!),
        ];
        Assert.All(parts, part =>
        {
            var properties = schema[part.Name]!["properties"]!.AsObject();
            Assert.Equal(part.Written.AsObject().Select(field => field.Key).Order(), properties.Select(field => field.Key).Order());
            Assert.All(properties.Where(field => field.Value!.AsObject().ContainsKey("default")), field => Assert.True(
                JsonNode.DeepEquals(field.Value!["default"], part.Written[field.Key]), $"{part.Name}.{field.Key}"));
        });
    }

    private static string ProfileSchema => Path.Combine(AppContext.BaseDirectory, "profiles", "soak-profile.schema.json");

    private static (JsonSchema Profile, JsonSchema Report) Load()
    {
        var options = new BuildOptions { SchemaRegistry = new SchemaRegistry() };
        var profile = JsonSchema.FromFile(ProfileSchema, options);
        return (profile, JsonSchema.FromFile(Path.Combine(AppContext.BaseDirectory, "Report", "soak-report.schema.json"), options));
    }

    private static JsonNode Json(SoakReport report) => JsonNode.Parse(JsonSerializer.Serialize(report, ReportJson.Default.SoakReport))!;

    private static EvaluationResults Evaluate(JsonSchema schema, JsonNode node)
        => schema.Evaluate(JsonSerializer.SerializeToElement(node), new EvaluationOptions { OutputFormat = OutputFormat.List });

    private static bool IsValid(JsonSchema schema, JsonNode node) => Evaluate(schema, node).IsValid;

    private static void AssertValid(JsonSchema schema, JsonNode node)
    {
        var results = Evaluate(schema, node);
        Assert.True(results.IsValid, string.Join('\n', (results.Details ?? []).Where(detail => detail.Errors is not null)
            .SelectMany(detail => detail.Errors!.Select(error => $"{detail.InstanceLocation} {error.Value}"))));
    }

    private static void Set(JsonNode root, string place, JsonNode? value)
    {
        var parts = place.Split('/')[1..];
        var node = parts[..^1].Aggregate(
            root,
            (at, part) => at is JsonArray array ? array[int.Parse(part, System.Globalization.CultureInfo.InvariantCulture)]! : at[part]!);
        if (node is JsonArray list)
        {
            list[int.Parse(parts[^1], System.Globalization.CultureInfo.InvariantCulture)] = value;
        }
        else
        {
            node[parts[^1]] = value;
        }
    }
}
