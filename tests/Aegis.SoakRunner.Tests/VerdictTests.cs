using Aegis.SoakRunner.Judge;
using Aegis.SoakRunner.Load;
using Aegis.SoakRunner.Measure;

namespace Aegis.SoakRunner.Tests;

public sealed class VerdictTests
{
    [Theory]
    [InlineData(0, 0, 0, (int)ExitCode.Inconclusive)]
    [InlineData(99, 0, 0, (int)ExitCode.Inconclusive)]
    [InlineData(100, 0, 0, (int)ExitCode.Pass)]
    [InlineData(1000, 1, 0, (int)ExitCode.Pass)]
    [InlineData(1000, 2, 0, (int)ExitCode.Fail)]
    [InlineData(0, 1, 0, (int)ExitCode.Fail)]
    [InlineData(1_000_000, 0, 1, (int)ExitCode.Fail)]
    [InlineData(5, 0, 1, (int)ExitCode.Fail)]
    public void On_Counts_Judges(int ok, int refused, int wrong, int expected) =>
        Assert.Equal((ExitCode)expected, Verdict.On(Measured((OutcomeKind.Ok, ok), (OutcomeKind.Refused, refused), (OutcomeKind.WrongAnswer, wrong))).Code);

    [Fact]
    public void On_WrongAnswer_GivesTheFirstProblemAsReason() =>
        Assert.Contains("problem WrongAnswer", Verdict.On(Measured((OutcomeKind.WrongAnswer, 1))).Reason, StringComparison.Ordinal);

    [Fact]
    public void LatencyAt_KnownLatencies_GivesTheirPercentiles()
    {
        var measured = new Measurement();
        foreach (var milliseconds in Enumerable.Range(1, 100))
        {
            measured.Add(Ok, 1, TimeSpan.FromMilliseconds(milliseconds));
        }

        Assert.Equal(50, measured.LatencyAt(50), 0.1);
        Assert.Equal(99, measured.LatencyAt(99), 0.1);
        Assert.Equal(100, measured.LatencyAt(100), 0.1);
    }

    private static Answer Ok => new(OutcomeKind.Ok, null, new EmbeddingsAnswer([], new UsageNumbers(2, 2)));

    private static Measurement Measured(params (OutcomeKind Kind, int Count)[] counts)
    {
        var measured = new Measurement();
        foreach (var (kind, count) in counts)
        {
            for (var i = 0; i < count; i++)
            {
                measured.Add(kind == OutcomeKind.Ok ? Ok : new Answer(kind, $"problem {kind}", null), 1, TimeSpan.FromMilliseconds(1));
            }
        }

        return measured;
    }
}
