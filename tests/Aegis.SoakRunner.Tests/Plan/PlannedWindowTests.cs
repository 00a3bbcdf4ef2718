using Aegis.SoakRunner.Document;
using Aegis.SoakRunner.Plan;

namespace Aegis.SoakRunner.Tests.Plan;

public sealed class PlannedWindowTests
{
    private static readonly StreamPlan Everywhere = new("query", new Amount(1, 0, 1, 1), new Amount(1, 0, 1, 1), 100, Connections: 1);

    [Fact]
    public void Of_WarmUpAndTwoPhases_LaysWindowsInEach() => Assert.Equal(
        [
            new PlannedWindow("a", WindowKind.WarmUp, 0, 10), new PlannedWindow("a", WindowKind.WarmUp, 10, 15),
            new PlannedWindow("a", WindowKind.Full, 15, 25), new PlannedWindow("a", WindowKind.Full, 25, 35),
            new PlannedWindow("a", WindowKind.Partial, 35, 40),
            new PlannedWindow("b", WindowKind.Full, 40, 50),
        ],
        PlannedWindow.Of(Profile(15, 10, ("a", 25), ("b", 10))));

    [Fact]
    public void Of_PhaseShorterThanAWindow_IsPartial() =>
        Assert.Equal([new PlannedWindow("a", WindowKind.Partial, 0, 3)], PlannedWindow.Of(Profile(0, 10, ("a", 3))));

    [Theory]
    [InlineData(0, 1, 5, 7)]
    [InlineData(7, 10, 95, 41)]
    [InlineData(30, 7, 60, 60)]
    [InlineData(5, 3_600, 10, 10)]
    public void Of_AnyProfile_CoversItWithoutGapsAndCrossesNoPhase(int warmUp, int window, int first, int second)
    {
        var profile = Profile(warmUp, window, ("a", first), ("b", second));
        var windows = PlannedWindow.Of(profile);

        Assert.Equal(0, windows[0].FromSeconds);
        Assert.Equal(warmUp + first + second, windows[^1].ToSeconds);
        Assert.All(windows.Zip(windows.Skip(1)), pair => Assert.Equal(pair.First.ToSeconds, pair.Second.FromSeconds));
        Assert.All(
            windows,
            planned => Assert.Single(
                RunPhases.Of(profile),
                phase => phase.FromSeconds <= planned.FromSeconds && planned.ToSeconds <= phase.ToSeconds && phase.Phase == planned.Phase));
        Assert.All(
            windows.Where(planned => planned.Kind == WindowKind.Full),
            planned => Assert.Equal(window, planned.ToSeconds - planned.FromSeconds));
    }

    [Fact]
    public void RunPhases_WarmUp_BelongsToTheFirstPhase() => Assert.Equal(
        [
            new RunPhase("a", true, 0, 5), new RunPhase("a", false, 5, 15), new RunPhase("b", false, 15, 35),
        ], RunPhases.Of(Profile(5, 10, ("a", 10), ("b", 20))));

    [Fact]
    public void RunPhases_NoWarmUp_HasNone() => Assert.Equal([new RunPhase("a", false, 0, 10)], RunPhases.Of(Profile(0, 10, ("a", 10))));

    [Fact]
    public void RunPhases_OfAStream_AreThoseThatItNames()
    {
        var profile = Profile(5, 10, ("a", 10), ("b", 20), ("c", 30));

        Assert.Equal(
            [(15, 35)],
            RunPhases.Of(profile, Everywhere with { Phases = ["b"] }).Select(phase => ((int)phase.FromSeconds, (int)phase.ToSeconds)));
        Assert.Equal(
            [(0, 5), (5, 15), (35, 65)],
            RunPhases.Of(profile, Everywhere with { Phases = ["a", "c"] }).Select(phase => ((int)phase.FromSeconds, (int)phase.ToSeconds)));
        Assert.Empty(RunPhases.Of(profile, Everywhere with { Phases = [] }));
    }

    private static SoakProfile Profile(int warmUp, int window, params (string Name, int Seconds)[] phases) =>
        new(
            "test", "A test", [.. phases.Select(phase => new Phase(phase.Name, phase.Seconds))], warmUp, window, [Everywhere],
            new Rubric());
}
