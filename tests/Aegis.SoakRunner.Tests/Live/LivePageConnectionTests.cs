using Aegis.SoakRunner.Tests.Support;

namespace Aegis.SoakRunner.Tests.Live;

/// <summary>The page and a runner that comes and goes.</summary>
public sealed class LivePageConnectionTests(Browser browser) : LivePageTest(browser)
{
    [Fact]
    public async Task Runner_GoesAway_IsSaidAndConnectedAgain()
    {
        await using var window = await OpenAsync();
        Runner.Play(Samples.Running);
        await Expect(window.Stop).ToBeEnabledAsync();

        Runner.IsAway = true;
        Runner.HangUp();

        await Expect(window.Link).ToHaveTextAsync("Connection lost");
        await Expect(window.Page.Locator("#lost")).ToBeVisibleAsync();
        await Expect(window.Stop).ToBeDisabledAsync();

        Runner.History = Samples.Ticks(3);
        Runner.IsAway = false;

        await Expect(window.Link).ToHaveTextAsync("Connected");
        await Expect(window.Page.Locator("#lost")).ToBeHiddenAsync();
        await Expect(window.Stop).ToBeEnabledAsync();
        await Expect(window.Chart("rate")).ToHaveAttributeAsync("data-points", "3");
    }

    [Fact]
    public async Task Stream_EndsAndReturns_GoesOn()
    {
        await using var window = await OpenAsync();
        Runner.Play(Samples.Running);
        await Expect(window.Stop).ToBeEnabledAsync();
        Runner.History = Samples.Ticks(7);

        Runner.HangUp();

        await Expect(window.Chart("rate")).ToHaveAttributeAsync("data-points", "7");
        await Expect(window.Link).ToHaveTextAsync("Connected");
        Runner.Play(Samples.Tick(8, 77));
        await Expect(window.Cell("query", "okPerSecond")).ToHaveTextAsync("77.0");
    }

    [Fact]
    public async Task History_LongerThanItsCap_IsThinnedWithoutLosingPeaks()
    {
        await using var window = await OpenAsync();

        var told = await window.Page.EvaluateAsync<double[]>(
            """
            async () => {
              const { History, cap } = await import('/js/history.js');
              const history = new History();
              for (let second = 1; second <= 20000; second++) {
                const latency = second === 1234 ? 900 : 10;
                const stream = { stream: 'query', okPerSecond: 50, refusedPerSecond: 0, failedPerSecond: 0 };
                history.add({ seconds: second, streams: [{ ...stream, p50: latency, p95: latency, p99: latency }],
                  workingSetBytes: 1048576, heapBytes: null, queueInputs: 0, cpuCores: 1 });
              }
              const ok = history.column('ok/query');
              const seconds = history.counts.reduce((sum, count) => sum + count, 0);
              const ordered = history.times.every((time, index) => index === 0 || time > history.times[index - 1]);
              return [cap - history.times.length, history.times.at(-1), Math.max(...history.column('p99/query')),
                Math.min(...ok), Math.max(...ok), seconds, ordered ? 1 : 0];
            }
            """);

        Assert.True(told[0] >= 0, "There are more points than the cap.");
        Assert.Equal([20_000, 900, 50, 50, 20_000, 1], told[1..]);
    }
}
