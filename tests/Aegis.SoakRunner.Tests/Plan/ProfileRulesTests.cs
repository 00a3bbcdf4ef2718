using Aegis.SoakRunner.Document;
using Aegis.SoakRunner.Plan;

namespace Aegis.SoakRunner.Tests.Plan;

/// <summary>Every rule, at the edge and beyond it; each says the name of the field.</summary>
public sealed class ProfileRulesTests
{
    private static readonly Amount One = new(1, 0, 1, 1);
    private static readonly StreamPlan Open = new("query", One, One, 100, Open: new Arrivals(ArrivalKind.Constant, 10));
    private static readonly StreamPlan Closed = new("bulk", One, One, 100, Connections: 2);
    private static readonly RatioLimit Ratio = new("fairness", "query", 95, "b", "a", 2);

    private static readonly SoakProfile Right = new(
        "right", "A test", [new("a", 10), new("b", 10)], 0, 10, [Open, Closed], new Rubric(), new FaultPlan([FaultKind.HangUp], 1));

    private static readonly Dictionary<string, SoakProfile[]> Rights = new()
    {
        ["a right one"] = [Right, Ratios(Ratio)],
        ["names"] = [Right with { Name = "a" }, Right with { Name = new string('a', 40) }, Right with { Name = "A-1" }],
        ["times"] =
        [
            Right with { WarmUpSeconds = 604_800 }, Right with { WindowSeconds = 1 }, Right with { WindowSeconds = 3_600 },
            Right with { Phases = [new("a", 604_799), new("b", 1)] },
        ],
        ["streams"] =
        [
            With(Open with { MaxInFlight = 4_096, TimeoutSeconds = 600 }), With(Open with { TimeoutSeconds = 1, Phases = ["a"] }),
            Right with { Streams = [.. Many(32)] },
        ],
        ["amounts"] = [With(Open with { Tokens = new(8_192, 3, 8_192, 8_192), Inputs = new(2_048, 0, 1, 2_048) })],
        ["arrivals"] =
        [
            With(Open with { Open = new(ArrivalKind.Burst, 100_000, BurstSize: 4_096) }),
            With(Open with { Open = new(ArrivalKind.Ramp, 0.001, 100_000) }),
        ],
        ["rubric"] =
        [
            Right with { Rubric = new(ErrorRate: 0, LeastWindows: 4) }, Right with { Rubric = new(ErrorRate: 1) },
            Right with { Rubric = new(Ratios: [Ratio with { Percentile = 100, AtMost = 0.1 }]) },
        ],
        ["faults"] = [Right with { Faults = null }, Right with { Faults = new([FaultKind.Burst], 0.1, 4_096) }],
    };

    private static readonly Dictionary<string, SoakProfile[]> Wrongs = new()
    {
        ["name"] =
        [
            Right with { Name = "" }, Right with { Name = new string('a', 41) }, Right with { Name = "../x" }, Right with { Name = "a b" },
            Right with { Name = "é" },
        ],
        ["phases"] =
        [
            Right with { Phases = [] }, Right with { Phases = [new("a", 0), new("b", 1)] },
            Right with { Phases = [new("a", -1), new("b", 1)] }, Right with { Phases = [new("", 1), new("a", 1), new("b", 1)] },
            Right with { Phases = [new("a", 604_800), new("b", 1)] },
            Right with { Phases = [new("a", int.MaxValue), new("b", int.MaxValue)] },
        ],
        ["phases: two"] = [Right with { Phases = [new("a", 1), new("b", 1), new("a", 1)] }],
        ["phases: null"] = [Right with { Phases = [null!, new("a", 10), new("b", 10)] }],
        ["warmUpSeconds"] = [Right with { WarmUpSeconds = -1 }, Right with { WarmUpSeconds = 604_801 }],
        ["windowSeconds"] = [Right with { WindowSeconds = 0 }, Right with { WindowSeconds = 3_601 }],
        ["streams"] =
        [
            Right with { Streams = [] }, Right with { Streams = [.. Many(33)] }, Right with { Streams = [Open, Open] },
            Right with { Streams = [Open, Closed with { Name = "" }] },
        ],
        ["streams: null"] = [Right with { Streams = [Open, null!] }],
        ["either open or connections"] = [With(Open with { Open = null }), With(Open with { Connections = 1 })],
        ["connections"] =
        [
            Right with { Streams = [Open, Closed with { Connections = 0 }] },
            Right with { Streams = [Open, Closed with { Connections = 4_097 }] },
        ],
        ["maxInFlight"] = [With(Open with { MaxInFlight = 0 }), With(Open with { MaxInFlight = 4_097 })],
        ["timeoutSeconds"] = [With(Open with { TimeoutSeconds = 0 }), With(Open with { TimeoutSeconds = 601 })],
        ["objectiveMs"] =
        [
            With(Open with { ObjectiveMs = 0 }), With(Open with { ObjectiveMs = -1 }), With(Open with { ObjectiveMs = double.NaN }),
        ],
        ["tokens"] =
        [
            With(Open with { Tokens = new(1, 0, 0, 1) }), With(Open with { Tokens = new(1, 0, 2, 1) }),
            With(Open with { Tokens = new(1, 0, 1, 8_193) }), With(Open with { Tokens = new(0, 0, 1, 1) }),
            With(Open with { Tokens = new(1, -0.1, 1, 1) }), With(Open with { Tokens = new(1, 3.1, 1, 1) }),
        ],
        ["inputs"] =
        [
            With(Open with { Inputs = new(1, 0, 0, 1) }), With(Open with { Inputs = new(1, 0, 1, 2_049) }),
            With(Open with { Inputs = new(double.NaN, 0, 1, 1) }),
        ],
        ["perSecond"] =
        [
            With(Open with { Open = new(ArrivalKind.Constant, 0) }), With(Open with { Open = new(ArrivalKind.Constant, -1) }),
            With(Open with { Open = new(ArrivalKind.Constant, 100_001) }), With(Open with { Open = new(ArrivalKind.Constant, double.NaN) }),
        ],
        ["toPerSecond"] =
        [
            With(Open with { Open = new(ArrivalKind.Ramp, 1, 0) }), With(Open with { Open = new(ArrivalKind.Ramp, 1, 100_001) }),
        ],
        ["burstSize"] =
        [
            With(Open with { Open = new(ArrivalKind.Burst, 1, BurstSize: 0) }),
            With(Open with { Open = new(ArrivalKind.Burst, 1, BurstSize: 4_097) }),
        ],
        ["there is no phase 'c'"] = [With(Open with { Phases = ["a", "c"] })],
        ["errorRate"] = [Right with { Rubric = new(ErrorRate: -0.1) }, Right with { Rubric = new(ErrorRate: 1.1) }],
        ["leastWindows"] = [Right with { Rubric = new(LeastWindows: 3) }],
        ["stream, phase and basePhase"] =
        [
            Ratios(Ratio with { Stream = "nobody" }), Ratios(Ratio with { Phase = "c" }), Ratios(Ratio with { BasePhase = "c" }),
        ],
        ["percentile"] = [Ratios(Ratio with { Percentile = 94 }), Ratios(Ratio with { Percentile = 0 })],
        ["atMost"] = [Ratios(Ratio with { AtMost = 0 }), Ratios(Ratio with { AtMost = double.NaN })],
        ["ratios: null"] = [Ratios(null!)],
        ["kind"] = [Right with { Faults = new([], 1) }],
        ["everySeconds"] =
        [
            Right with { Faults = new([FaultKind.HangUp], 0.09) }, Right with { Faults = new([FaultKind.HangUp], double.NaN) },
        ],
        ["faults: at least one kind; everySeconds at least 0.1; burstSize"] =
        [
            Right with { Faults = new([FaultKind.HangUp], 1, 0) }, Right with { Faults = new([FaultKind.HangUp], 1, 4_097) },
        ],
    };

    public static TheoryData<string> RightNames => [.. Rights.Keys];

    public static TheoryData<string> WrongNames => [.. Wrongs.Keys];

    [Theory]
    [MemberData(nameof(RightNames))]
    public void ProblemsOf_AtTheEdge_HasNone(string about) =>
        Assert.All(Rights[about], profile => Assert.Empty(ProfileRules.ProblemsOf(profile)));

    [Theory]
    [MemberData(nameof(WrongNames))]
    public void ProblemsOf_BeyondTheEdge_NamesTheField(string field) =>
        Assert.All(
            Wrongs[field], profile => Assert.Contains(field, Assert.Single(ProfileRules.ProblemsOf(profile)), StringComparison.Ordinal));

    [Fact]
    public void ProblemsOf_SeveralMistakes_TellsThemAllAtOnce()
    {
        var profile =
            Right with
            {
                Name = "", WindowSeconds = 0,
                Streams = [Open with { TimeoutSeconds = 0, MaxInFlight = 0 }, Closed with { ObjectiveMs = 0 }],
            };

        Assert.Equal(
            ["name", "windowSeconds", "streams 'query'", "streams 'query'", "streams 'bulk'"],
            ProfileRules.ProblemsOf(profile).Select(problem => problem.Split(':')[0]));
    }

    private static SoakProfile With(StreamPlan stream) => Right with { Streams = [stream, Closed] };

    private static SoakProfile Ratios(RatioLimit ratio) => Right with { Rubric = new(Ratios: [ratio]) };

    private static IEnumerable<StreamPlan> Many(int count) =>
        Enumerable.Range(0, count).Select(number => Open with { Name = $"s{number}" });
}
