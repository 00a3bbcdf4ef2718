using System.Text.Json.Nodes;
using Aegis.SoakRunner.Document;
using Aegis.SoakRunner.Run;
using Aegis.SoakRunner.Tests.Support;

namespace Aegis.SoakRunner.Tests.Run;

/// <summary>The whole runner against targets that are wrong in one way: each fails, with the right reason.</summary>
public sealed class WrongServerTests
{
    private static readonly string[] OnlyWrongAnswers = ["wrong answers"];

    [Fact]
    public async Task Run_RightTarget_Passes()
    {
        await using var target = await FakeTarget.StartAsync();
        using var runner = new TestRunner(target.Address);

        var result = await runner.RunAsync(TestRunner.Profile(2, TestRunner.Queries(100)));

        Assert.Equal(ExitCode.Pass, result.Code);
        Assert.Empty(result.Report!.Problems);
        Assert.Equal(200, result.Report.Totals[0].Outcomes.Ok);
    }

    public static TheoryData<string, Func<int, JsonObject, int>> Wrongs => new()
    {
        { "Order: index", Once(answer => Items(answer)[0]!["index"] = 5) },
        { "Count:", Once(answer => Items(answer).RemoveAt(0)) },
        { "Norm: the vector at place 0 has norm 0", Once(answer => Change(answer, vector => new float[vector.Length])) },
        {
            "Norm: the vector at place 0 has norm 2",
            Once(answer => Change(answer, vector => [.. vector.Select(component => 2 * component)]))
        },
        { "Format: a vector holds something that is no number", Once(answer => Items(answer)[0]!["embedding"] = new JsonArray("NaN", 1)) },
        { "NotFinite:", Once(answer => Items(answer)[0]!["embedding"] = Vectors.ToJson([float.NaN, 0, 0, 0, 0, 0, 0, 1], base64: true)) },
        { "Dimension:", Once(answer => Change(answer, vector => vector[..4])) },
        { "Usage: usage of", Once(OneTokenMore) },
        { "Usage: prompt_tokens", Once(answer => answer["usage"]!["total_tokens"] = 1) },
        { "Usage: the answer tells no usage", Once(answer => answer.Remove("usage")) },
        { "Changed:", Always((request, answer) => Change(answer, vector => Turned(vector, request * 1e-4))) },
        { "Changed:", Always((_, answer) => SwapFirstTwo(answer)) },
        { "Alike:", Always((_, answer) => Change(answer, vector => [1, .. new float[vector.Length - 1]], all: true)) },
        { "Rejected: status 400", (request, _) => request == 10 ? 400 : 200 },
    };

    [Theory]
    [MemberData(nameof(Wrongs))]
    public async Task Run_WrongAnswers_FailsAndSaysWhat(string what, Func<int, JsonObject, int> spoil)
    {
        await using var target = await FakeTarget.SpoiledAsync(spoil);
        using var runner = new TestRunner(target.Address);

        var result = await runner.RunAsync(TestRunner.Profile(1, TestRunner.Queries(120)));

        Assert.Equal(ExitCode.Fail, result.Code);
        Assert.Equal(OnlyWrongAnswers, Failing(result.Report!.Verdict));
        Assert.Contains(what, result.Report.Verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_RefusalsWithoutRetryAfter_Fails()
    {
        await using var target = await FakeTarget.CurtAsync();
        using var runner = new TestRunner(target.Address);

        var result = await runner.RunAsync(TestRunner.Profile(1, TestRunner.Queries(60) with { RefusalsExpected = true }));

        Assert.Equal(OnlyWrongAnswers, Failing(result.Report!.Verdict));
        Assert.Contains("without Retry-After", result.Report.Verdict.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(500, "error rate: 33.")]
    [InlineData(429, "error rate: 33.")]
    [InlineData(504, "error rate: 33.")]
    public async Task Run_Errors_FailsByTheErrorRate(int status, string reason)
    {
        await using var target = await FakeTarget.SpoiledAsync((request, _) => request % 3 == 0 ? status : 200);
        using var runner = new TestRunner(target.Address);

        var result = await runner.RunAsync(TestRunner.Profile(1, TestRunner.Queries(90)));

        Assert.Equal(["error rate"], Failing(result.Report!.Verdict));
        Assert.StartsWith(reason, result.Report.Verdict.Reason, StringComparison.Ordinal);
        Assert.Contains($"status {status}", result.Report.Verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ExpectedRefusals_Passes()
    {
        await using var target = await FakeTarget.SpoiledAsync((request, _) => request % 3 == 0 ? 429 : 200);
        using var runner = new TestRunner(target.Address);

        var result = await runner.RunAsync(TestRunner.Profile(1, TestRunner.Queries(90) with { RefusalsExpected = true }));

        Assert.Equal(ExitCode.Pass, result.Code);
        Assert.Equal(30, result.Report!.Totals[0].Outcomes.Refused, 1.0);
    }

    [Fact]
    public async Task Run_LeakingTarget_FailsByItsMemory()
    {
        await using var target = await FakeTarget.WithMemoryAsync(look => 100_000_000 + (look * 10_000_000L));
        using var runner = new TestRunner(target.Address);
        var rubric = TestRunner.NoTrends with { WorkingSetGrowth = 20_000_000, LeastWindows = 6 };

        var result = await runner.RunAsync(TestRunner.Profile(8, TestRunner.Queries(20), rubric));

        Assert.Equal(["working set growth"], Failing(result.Report!.Verdict));
    }

    [Fact]
    public async Task Run_TargetGetsSlower_FailsByItsDrift()
    {
        await using var target = await FakeTarget.DelayedAsync(
            (request, cancellation) => Task.Delay(TimeSpan.FromMilliseconds(12 * request), TimeProvider.System, cancellation));
        using var runner = new TestRunner(target.Address);
        var rubric = TestRunner.NoTrends with { P95Drift = 1, LatencyGrowth = 0.5, LeastWindows = 6 };

        var result = await runner.RunAsync(TestRunner.Profile(8, TestRunner.Queries(20), rubric));

        Assert.Equal(ExitCode.Fail, result.Code);
        Assert.Contains("p95 drift", Failing(result.Report!.Verdict));
    }

    [Fact]
    public async Task Run_RestartedTarget_Fails()
    {
        await using var target = await FakeTarget.WithProcessAsync(look => look > 2 ? int.MaxValue - 1 : int.MaxValue);
        using var runner = new TestRunner(target.Address);

        var result = await runner.RunAsync(TestRunner.Profile(4, TestRunner.Queries(20)));

        Assert.Equal(["restarts"], Failing(result.Report!.Verdict));
    }

    private static string[] Failing(Verdict verdict) =>
        [.. verdict.Gates.Where(gate => gate.Outcome == VerdictOutcome.Fail).Select(gate => gate.Gate)];

    // The others are right: one wrong answer among many has to be found.
    private static Func<int, JsonObject, int> Once(Action<JsonObject> change) => Always((request, answer) =>
    {
        if (request == 40)
        {
            change(answer);
        }
    });

    private static Func<int, JsonObject, int> Always(Action<int, JsonObject> change) => (request, answer) =>
    {
        change(request, answer);
        return 200;
    };

    private static JsonArray Items(JsonObject answer) => answer["data"]!.AsArray();

    private static void Change(JsonObject answer, Func<float[], float[]> change, bool all = false)
    {
        foreach (var item in Items(answer).Take(all ? int.MaxValue : 1))
        {
            Vectors.Change(item!, change);
        }
    }

    private static float[] Turned(float[] vector, double angle)
    {
        var (sin, cos) = ((float)Math.Sin(angle), (float)Math.Cos(angle));
        return [(cos * vector[0]) - (sin * vector[1]), (sin * vector[0]) + (cos * vector[1]), .. vector[2..]];
    }

    private static void OneTokenMore(JsonObject answer)
    {
        var tokens = answer["usage"]!["total_tokens"]!.GetValue<int>() + 1;
        answer["usage"] = new JsonObject { ["prompt_tokens"] = tokens, ["total_tokens"] = tokens };
    }

    // Indices stay right: only who knows the texts' vectors sees it.
    private static void SwapFirstTwo(JsonObject answer)
    {
        if (Items(answer) is { Count: > 1 } items)
        {
            var first = items[0]!["embedding"]!.DeepClone();
            items[0]!["embedding"] = items[1]!["embedding"]!.DeepClone();
            items[1]!["embedding"] = first;
        }
    }
}
