using Aegis.Gateway.Balancing;
using Microsoft.Extensions.Time.Testing;

namespace Aegis.Gateway.Tests.Balancing;

public sealed class ForeignAnswersTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Answers_BelowTheLimit_LeaveTheServerInUse()
    {
        var answers = new ForeignAnswers(_clock);

        Assert.Null(answers.Add());
        Assert.Null(answers.Add());
        Assert.False(answers.Clear());
        Assert.Null(answers.Add());
        Assert.Null(answers.Add());
        Assert.True(answers.MayBeUsed());
        Assert.Equal(ForeignAnswers.FirstPause, answers.Add());
        Assert.False(answers.MayBeUsed());
    }

    [Fact]
    public void Pause_AfterEachFailedTry_DoublesUpToItsLimit()
    {
        var answers = new ForeignAnswers(_clock);
        answers.Add();
        answers.Add();
        var pause = answers.Add();
        List<double> pauses = [];

        while (pauses.Count < 7)
        {
            pauses.Add(pause!.Value.TotalSeconds);
            // Requests that were in flight when the pause began.
            Assert.Null(answers.Add());
            _clock.Advance(pause.Value - TimeSpan.FromTicks(1));
            Assert.False(answers.MayBeUsed());
            Assert.False(answers.IsOnTrial);
            _clock.Advance(TimeSpan.FromTicks(1));
            Assert.True(answers.MayBeUsed());
            Assert.True(answers.IsOnTrial);
            pause = answers.Add();
        }

        Assert.Equal([1, 2, 4, 8, 16, 30, 30], pauses);
    }

    [Fact]
    public void RightAnswer_AtAnyTime_EndsPauseAndTrial()
    {
        var answers = new ForeignAnswers(_clock);
        for (var count = 0; count < ForeignAnswers.Limit; count++)
        {
            answers.Add();
        }

        Assert.True(answers.Clear());
        Assert.True(answers.MayBeUsed());
        Assert.False(answers.IsOnTrial);
        answers.Add();
        answers.Add();
        // The pause is short again.
        Assert.Equal(ForeignAnswers.FirstPause, answers.Add());
    }
}
