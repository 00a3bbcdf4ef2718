using System.Text.RegularExpressions;
using Aegis.SoakRunner.Document;
using Aegis.SoakRunner.Tests.Support;
using Microsoft.Playwright;

namespace Aegis.SoakRunner.Tests.Live;

/// <summary>A run from its button to its verdict.</summary>
public sealed class LivePageRunTests(Browser browser) : LivePageTest(browser)
{
    [Fact]
    public async Task Start_ProfileIsChosen_PostsIt()
    {
        await using var window = await OpenAsync();
        await window.Profile.SelectOptionAsync("baseline");
        await Expect(window.Page.Locator("#profile-description")).ToHaveTextAsync("Ten minutes at the rate that the documents promise.");
        await Expect(window.Profile.Locator("option:checked")).ToHaveTextAsync("baseline – 10 min");

        await window.Page.RunAndWaitForResponseAsync(() => window.Start.ClickAsync(), "**/api/runs");

        Assert.Equal(["baseline"], Runner.Started);
    }

    [Fact]
    public async Task Start_ByKeyboard_PostsTheProfile()
    {
        await using var window = await OpenAsync();
        await window.Profile.FocusAsync();
        await window.Page.Keyboard.PressAsync("ArrowDown");
        await window.Page.Keyboard.PressAsync("Tab");
        await Expect(window.Start).ToBeFocusedAsync();

        await window.Page.RunAndWaitForResponseAsync(() => window.Page.Keyboard.PressAsync("Enter"), "**/api/runs");

        Assert.Equal(["baseline"], Runner.Started);
    }

    [Fact]
    public async Task Start_Refused_ShowsTheReasonUntilTheStateChanges()
    {
        Runner.Refusal = "A run of endurance is under way.";
        await using var window = await OpenAsync();

        await window.Start.ClickAsync();

        await Expect(window.Error).ToHaveTextAsync("A run of endurance is under way.");
        await Expect(window.Start).ToBeEnabledAsync();
        Runner.Play(Samples.Running);
        await Expect(window.Error).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Stop_WhileRunning_PostsOnce()
    {
        await using var window = await OpenAsync();
        await Expect(window.Stop).ToBeDisabledAsync();
        Runner.Play(Samples.Running);
        await Expect(window.Start).ToBeDisabledAsync();

        await window.Stop.ClickAsync();

        await Expect(window.Stop).ToHaveTextAsync("Stopping…");
        await Expect(window.Stop).ToBeDisabledAsync();
        Assert.Equal(1, Runner.Stops);
        Runner.Play(Samples.Finished with { Verdict = VerdictOutcome.Stopped });
        await Expect(window.Verdict).ToContainTextAsync("STOPPED");
        await Expect(window.Stop).ToHaveTextAsync("Stop");
        await Expect(window.Start).ToBeEnabledAsync();
    }

    [Fact]
    public async Task Ticks_WhileRunning_MoveTheNumbersAndTheCharts()
    {
        await using var window = await OpenAsync();
        Runner.Play(Samples.Running);
        Runner.Play(Samples.Tick(1, 50));
        await Expect(window.Cell("query", "okPerSecond")).ToHaveTextAsync("50.0");

        Runner.Play(Samples.Tick(2, 61, failed: 2));

        await Expect(window.Cell("query", "okPerSecond")).ToHaveTextAsync("61.0");
        await Expect(window.Cell("query", "failedPerSecond")).ToHaveClassAsync("bad");
        await Expect(window.Cell("bulk", "inFlight")).ToHaveTextAsync("8");
        foreach (var chart in new[] { "rate", "latency", "queue", "memory", "cpu" })
        {
            await Expect(window.Chart(chart)).ToHaveAttributeAsync("data-points", "2");
            await window.ExpectDrawnAsync(chart);
        }

        await Expect(window.Chart("rate").GetByRole(AriaRole.Button, new() { Name = "ok 61.0" })).ToBeVisibleAsync();
        Assert.Equal(6, await window.Chart("latency").GetByRole(AriaRole.Button).CountAsync());
    }

    [Fact]
    public async Task History_OnConnect_FillsTheCharts_AndClearEmptiesThem()
    {
        Runner.History = Samples.Ticks(200);
        Runner.Play(Samples.Running);
        await using var window = await OpenAsync();
        await Expect(window.Chart("rate")).ToHaveAttributeAsync("data-points", "200");
        await Expect(window.Streams).ToHaveCountAsync(2);

        Runner.Clear();

        await Expect(window.Chart("rate")).ToHaveAttributeAsync("data-points", "0");
        await Expect(window.Chart("rate")).ToContainTextAsync("No data yet");
        await Expect(window.Streams).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Gates_Judged_TurnInWordsAndColour()
    {
        await using var window = await OpenAsync();
        Runner.Play(Samples.Running);
        Runner.Play([new GateResult("p95 drift", "query", VerdictOutcome.Inconclusive, "–", "at most 100 %", "Needs 2 full windows.")]);
        await Expect(window.Gates).ToHaveAttributeAsync("data-outcome", "inconclusive");
        await Expect(window.Page.Locator("#gates-summary")).ToContainTextAsync("Provisional");

        Runner.Play([new GateResult("p95 drift", "query", VerdictOutcome.Pass, "12 %", "at most 100 %", null)]);
        await Expect(window.Gates.Locator(".badge")).ToHaveTextAsync("pass");
        var green = await ColourAsync(window.Gates.Locator(".badge"));

        Runner.Play([new GateResult("p95 drift", "query", VerdictOutcome.Fail, "140 %", "at most 100 %", "It doubled.")]);
        await Expect(window.Gates.Locator(".badge")).ToHaveTextAsync("fail");
        await Expect(window.Gates).ToContainTextAsync("It doubled.");
        await Expect(window.Gates).ToContainTextAsync("140 %");
        await Expect(window.Page.Locator("#verdict-reason")).ToHaveTextAsync("So far 1 of 1 gates would fail.");
        Assert.NotEqual(green, await ColourAsync(window.Gates.Locator(".badge")));
    }

    [Theory]
    [InlineData("Pass", "PASS")]
    [InlineData("Fail", "FAIL")]
    [InlineData("Inconclusive", "INCONCLUSIVE")]
    [InlineData("Stopped", "STOPPED")]
    public async Task Verdict_AtTheEnd_IsAWordWithItsReasonAndTheReport(string outcome, string word)
    {
        var verdict = Enum.Parse<VerdictOutcome>(outcome);
        await using var window = await OpenAsync();
        Runner.Play(Samples.Running);
        await Expect(window.Verdict).ToContainTextAsync("No verdict yet");

        Runner.Runs = [Samples.Runs[0] with { Outcome = verdict, Reason = "because it is so" }];
        Runner.Play(Samples.Finished with { Verdict = verdict });

        await Expect(window.Page.Locator("#verdict-word")).ToHaveTextAsync(word);
        await Expect(window.Page.Locator("#verdict-reason")).ToHaveTextAsync("because it is so");
        await Expect(window.Page.Locator("#verdict-icon svg")).ToBeVisibleAsync();
        await Expect(window.Page).ToHaveTitleAsync($"{word} · smoke · Aegis soak");
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Open report" }).ClickAsync();
        await Expect(window.Page.GetByRole(AriaRole.Heading)).ToHaveTextAsync($"Report of {Samples.RunId}");
    }

    [Theory]
    [InlineData("Idle", "Idle")]
    [InlineData("Waiting", "Waiting for the target")]
    [InlineData("Running", "Running")]
    [InlineData("Draining", "Draining")]
    [InlineData("Finished", "Finished")]
    [InlineData("Failed", "Failed")]
    public async Task Status_Each_IsAWordWithItsMessage(string status, string word)
    {
        Runner.Play(Samples.Running with { Status = Enum.Parse<RunStatus>(status), Message = "the target said so" });
        await using var window = await OpenAsync();

        await Expect(window.Page.Locator("#status-word")).ToHaveTextAsync(word);
        await Expect(window.Page.Locator("#status-message")).ToHaveTextAsync("the target said so");
        await Expect(window.Status.Locator("svg")).ToBeVisibleAsync();
        await Expect(window.Page.Locator("#target")).ToHaveTextAsync("http://127.0.0.1:5080/");
        await (status is "Waiting" or "Running" ? Expect(window.Stop).ToBeEnabledAsync() : Expect(window.Stop).ToBeDisabledAsync());
        await (
            status is "Idle" or "Finished" or "Failed"
                ? Expect(window.Start).ToBeEnabledAsync()
                : Expect(window.Start).ToBeDisabledAsync());
    }

    [Fact]
    public async Task Status_WhileRunning_TellsPhaseProgressAndRemainingTime()
    {
        await using var window = await OpenAsync();

        Runner.Play(Samples.Running);

        await Expect(window.Page.Locator("#run-phase")).ToHaveTextAsync("steady");
        await Expect(window.Page.Locator("#run-elapsed")).ToHaveTextAsync("0:15 of 1:00");
        await Expect(window.Page.Locator("#run-remaining")).ToHaveTextAsync("0:45");
        await Expect(window.Page.GetByRole(AriaRole.Progressbar)).ToHaveJSPropertyAsync("position", 0.25);
        await Expect(window.Page).ToHaveTitleAsync(new Regex("^25 % · smoke"));
    }

    [Fact]
    public async Task PastRuns_WithAVerdict_LinkTheirReports()
    {
        Runner.Runs = Samples.Runs;
        await using var window = await OpenAsync();

        await Expect(window.Runs).ToHaveCountAsync(5);
        await Expect(window.Runs.Locator(".badge")).ToHaveTextAsync(["pass", "fail", "inconclusive", "stopped", "no verdict"]);
        var links = await window.Runs.Nth(1)
            .GetByRole(AriaRole.Link)
            .EvaluateAllAsync<string[]>("links => links.map(link => link.getAttribute('href'))");
        const string Folder = "runs/20260101-200000-endurance/";
        Assert.Equal([Folder + "report.html", Folder + "report.md", Folder + "report.json", Folder + "junit.xml"], links);
        await Expect(window.Runs.Nth(4).GetByRole(AriaRole.Link)).ToHaveCountAsync(0);
    }

    private static Task<string> ColourAsync(ILocator locator) => locator.EvaluateAsync<string>("node => getComputedStyle(node).color");
}
