using Aegis.SoakRunner.Document;
using Aegis.SoakRunner.Run;
using Aegis.SoakRunner.Tests.Support;

namespace Aegis.SoakRunner.Tests.Run;

/// <summary>What the target does to latency shows, and what could not be sent is counted.</summary>
public sealed class HonestLoadTests
{
    // All that arrive while it stalls are delayed: of 300 requests some 100, which a closed loop would not have sent.
    [Fact]
    public async Task Run_TargetStallsForASecond_ShowsItInP99AndMax()
    {
        var stall = new TaskCompletionSource();
        await using var target = await FakeTarget.DelayedAsync(async (request, cancellation) =>
        {
            if (request == 100)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, cancellation);
                stall.SetResult();
            }
            else if (request > 100)
            {
                await stall.Task;
            }
        });
        using var runner = new TestRunner(target.Address);

        var result = await runner.RunAsync(TestRunner.Profile(3, TestRunner.Queries(100)));

        var latency = result.Report!.Totals[0].Latency;
        Assert.InRange(latency.Max, 900, 3_000);
        Assert.InRange(latency.P99, 900, 3_000);
        Assert.InRange(latency.P90, 500, 3_000);
        Assert.Equal(300, result.Report.Totals[0].Outcomes.Total);
    }

    [Fact]
    public async Task Run_ScheduleCannotBeKept_CountsWhatWasNotSent()
    {
        var answer = new TaskCompletionSource();
        await using var target = await FakeTarget.DelayedAsync((request, _) => request <= 10 ? Task.CompletedTask : answer.Task);
        using var runner = new TestRunner(target.Address);
        var run = runner.RunAsync(TestRunner.Profile(2, TestRunner.Queries(50, maxInFlight: 5)));
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30), TimeProvider.System);
        while (runner.Feed.State.ElapsedSeconds < 1)
        {
            await Task.Yield();
            deadline.Token.ThrowIfCancellationRequested();
        }

        answer.SetResult();
        var result = await run;

        var outcomes = result.Report!.Totals[0].Outcomes;
        Assert.Equal(100, outcomes.Total);
        Assert.InRange(outcomes.Unsent, 10, 90);
        Assert.Equal(ExitCode.Fail, result.Code);
        Assert.Contains("requests were under way", result.Report.Verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_StoppedWhileItWaitsForTheTarget_EndsWithoutAReport()
    {
        using var runner = new TestRunner(new Uri("http://127.0.0.1:1/"));
        using var stop = new CancellationTokenSource();
        var run = runner.Runs.RunAsync(TestRunner.Profile(1, TestRunner.Queries(10)), stop.Token);
        await stop.CancelAsync();

        var result = await run;

        Assert.Equal(ExitCode.Stopped, result.Code);
        Assert.Null(result.Report);
    }

    [Fact]
    public async Task Run_Stopped_IsJudgedByWhatItHas()
    {
        using var stop = new CancellationTokenSource();
        await using var target = await FakeTarget.DelayedAsync(async (request, _) =>
        {
            if (request == 150)
            {
                await stop.CancelAsync();
            }
        });
        using var runner = new TestRunner(target.Address);

        var result = await runner.Runs.RunAsync(TestRunner.Profile(60, TestRunner.Queries(100)), stop.Token);

        Assert.Equal(ExitCode.Stopped, result.Code);
        Assert.Equal(VerdictOutcome.Stopped, result.Report!.Verdict.Outcome);
        Assert.StartsWith("stopped after", result.Report.Verdict.Reason, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(result.Folder!, "report.html")));
    }
}
