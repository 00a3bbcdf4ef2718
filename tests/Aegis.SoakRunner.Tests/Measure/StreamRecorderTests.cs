using Aegis.SoakRunner.Document;
using Aegis.SoakRunner.Measure;

namespace Aegis.SoakRunner.Tests.Measure;

public sealed class StreamRecorderTests
{
    private readonly ProblemLog _problems = new();
    private readonly StreamRecorder _recorder;

    public StreamRecorderTests() => _recorder = new StreamRecorder("query", _problems, new RunClock(TimeProvider.System));

    [Fact]
    public void InFlight_EveryEnd_IsTakenOff()
    {
        for (var i = 0; i < 5; i++)
        {
            _recorder.Sent(TimeSpan.Zero);
        }

        _recorder.Ok(1, 1, TimeSpan.FromMilliseconds(1), isGood: true);
        _recorder.Failed(OutcomeKind.TimedOut, "timeout", "late");
        _recorder.Dropped();
        _recorder.Unsent("too many");

        Assert.Equal(2, _recorder.InFlight);
    }

    [Fact]
    public void Dropped_WithTheRun_CountsNowhere()
    {
        _recorder.Sent(null);
        _recorder.Dropped();

        Assert.Equal(0, _recorder.Take().Figures("query", 1, 0).Outcomes.Total);
        Assert.Empty(_problems.Problems);
    }

    [Fact]
    public void Unsent_IsAProblemAndDue()
    {
        _recorder.Unsent("256 requests were under way");

        Assert.Equal(1, _recorder.Take().Figures("query", 1, 0).Outcomes.Unsent);
        Assert.Equal(
            ("query", OutcomeKind.Unsent, "256 requests were under way"),
            _problems.Problems.Select(problem => (problem.Stream, problem.Kind, problem.What)).Single());
    }

    [Fact]
    public void Sent_Lateness_IsOfOpenStreamsOnly()
    {
        _recorder.Sent(null);
        _recorder.Sent(TimeSpan.FromMilliseconds(3));

        var lateness = _recorder.Take().Figures("query", 1, 0).Lateness;

        Assert.Equal((1, 3.0), (lateness.Count, Math.Round(lateness.Max, 1)));
    }

    [Fact]
    public void Take_Again_HasWhatCameSince()
    {
        End(3);
        Assert.Equal(3, _recorder.Take().Figures("query", 1, 0).Outcomes.Ok);
        End(4);

        Assert.Equal(4, _recorder.Take().Figures("query", 1, 0).Outcomes.Ok);
        Assert.Equal(0, _recorder.Take().Figures("query", 1, 0).Outcomes.Ok);
    }

    // Answers come on many threads while one takes.
    [Fact]
    public async Task Take_BesideManyWriters_LosesNothing()
    {
        const int Writers = 4;
        const int Each = 20_000;
        var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(() => End(Each))));
        var sum = new Tally();
        while (!writing.IsCompleted)
        {
            sum.Add(_recorder.Take());
            await Task.Yield();
        }

        await writing;
        sum.Add(_recorder.Take());

        var figures = sum.Figures("query", 1, _recorder.InFlight);
        Assert.Equal(
            (Writers * Each, Writers * Each, Writers * Each, 0),
            (figures.Outcomes.Ok, figures.Latency.Count, figures.Lateness.Count, figures.InFlight));
    }

    [Fact]
    public void ProblemLog_SameCategory_KeepsTheFirstAndCounts()
    {
        _problems.Add(2, "query", OutcomeKind.ServerError, "500", "first");
        _problems.Add(1, "query", OutcomeKind.Refused, "429", "full");
        _problems.Add(3, "query", OutcomeKind.ServerError, "500", "second");
        _problems.Add(4, "bulk", OutcomeKind.ServerError, "500", "elsewhere");

        Assert.Equal(
            [("query", "429: full", 1L), ("query", "500: first", 2L), ("bulk", "500: elsewhere", 1L)],
            _problems.Problems.Select(problem => (problem.Stream, problem.What, problem.Count)));
    }

    private void End(int count)
    {
        for (var i = 0; i < count; i++)
        {
            _recorder.Sent(TimeSpan.FromMilliseconds(1));
            _recorder.Ok(1, 1, TimeSpan.FromMilliseconds(1), isGood: true);
        }
    }
}
