using Aegis.SoakRunner.Document;
using Aegis.SoakRunner.Tests.Support;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Aegis.SoakRunner.Tests.Live;

/// <summary>Whether everyone can read the page, and whether it shows names as they are.</summary>
public sealed class LivePageLookTests(Browser browser) : LivePageTest(browser)
{
    private const string Hostile = "<img src=x onerror=\"document.title='owned'\"><b>bold</b>";

    [Theory]
    [InlineData(400)]
    [InlineData(1280)]
    [InlineData(1600)]
    public async Task Page_AtEveryWidth_DoesNotScrollSideways(int width)
    {
        await using var window = await OpenFullAsync(width);

        Assert.Equal(width, await window.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        var wide = await window.Page.EvaluateAsync<string[]>(
            "width => [...document.querySelectorAll('main *')].filter(node => node.getBoundingClientRect().right > width)"
            + ".map(node => node.outerHTML.slice(0, 80))",
            width);
        Assert.Empty(wide);
    }

    [Fact]
    public async Task Charts_WindowChanges_AreRedrawnInItsWidth()
    {
        await using var window = await OpenFullAsync(1280);
        var chart = window.Chart("rate").Locator(".uplot");
        var before = (await chart.BoundingBoxAsync())!.Width;

        await window.Page.SetViewportSizeAsync(400, 900);

        await Expect(chart).Not.ToHaveCSSAsync("width", FormattableString.Invariant($"{before}px"));
        var plot = await window.Chart("rate").Locator(".plot").BoundingBoxAsync();
        await Expect(chart).ToHaveCSSAsync("width", FormattableString.Invariant($"{plot!.Width}px"));
        await window.ExpectDrawnAsync("rate");
    }

    [Fact]
    public async Task ColourScheme_Changes_ChangesPageAndCharts()
    {
        await using var window = await OpenFullAsync(1280);
        var light = await BackgroundAsync(window);

        await window.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });

        Assert.NotEqual(light, await BackgroundAsync(window));
        // The lines are compared with the colour of the legend, which the style sheet has changed.
        await window.ExpectDrawnAsync("rate");
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Axe_OnAPhone_FindsNoSeriousViolation(ColorScheme scheme)
    {
        await using var window = await OpenFullAsync(400, scheme);
        await AssertAccessibleAsync(window, "running");
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Axe_InEveryState_FindsNoSeriousViolation(ColorScheme scheme)
    {
        await using var window = await OpenFullAsync(1280, scheme);
        await AssertAccessibleAsync(window, "running");
        foreach (var verdict in Enum.GetValues<VerdictOutcome>())
        {
            Runner.Play(Samples.Finished with { Verdict = verdict });
            await Expect(window.Page.Locator("#verdict-word")).ToHaveTextAsync(verdict.ToString().ToUpperInvariant());
            await AssertAccessibleAsync(window, verdict.ToString());
        }

        foreach (var status in new[] { RunStatus.Waiting, RunStatus.Failed })
        {
            Runner.Play(Samples.Running with { Status = status, Message = "connection refused" });
            await Expect(window.Status).ToHaveAttributeAsync("data-status", status == RunStatus.Failed ? "failed" : "waiting");
            await AssertAccessibleAsync(window, status.ToString());
        }
    }

    [Fact]
    public async Task HostileNames_Everywhere_AreShownAsText()
    {
        Runner.Profiles = [new(Hostile, Hostile, 60)];
        Runner.Runs = [Samples.Runs[0] with { Id = "../" + Hostile, Profile = Hostile, Reason = Hostile }];
        Runner.Gates = [new(Hostile, Hostile, VerdictOutcome.Fail, Hostile, Hostile, Hostile)];
        Runner.History = [Samples.Tick(1) with { Streams = [new(Hostile, 1, 0, 0, 1, 1, 1, 0), new("__proto__", 1, 0, 0, 1, 1, 1, 0)] }];
        Runner.Play(
            Samples.Finished with { Target = Hostile, Profile = Hostile, Phase = Hostile, Message = Hostile, RunId = "../" + Hostile });
        await using var window = await OpenAsync(400);
        await Expect(window.Runs).ToHaveCountAsync(1);
        await Expect(window.Chart("rate")).ToHaveAttributeAsync("data-points", "1");

        foreach (
            var id in new[]
            {
                "#target", "#run-profile", "#run-phase", "#status-message", "#profile-description", "#verdict-reason", "#gates", "#streams",
                "#runs", "#chart-rate",
            })
        {
            await Expect(window.Page.Locator(id)).ToContainTextAsync(Hostile);
        }

        await Expect(window.Page.Locator("main img, main b")).ToHaveCountAsync(0);
        Assert.DoesNotContain(
            await window.Page.Locator("main a").EvaluateAllAsync<string[]>("links => links.map(link => link.pathname)"),
            path => !path.StartsWith("/runs/..%2F", StringComparison.Ordinal));
        await Expect(window.Page).Not.ToHaveTitleAsync("owned");
        Assert.Equal(400, await window.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    }

    [Fact]
    public async Task Page_Throughout_LogsNothingAndAsksOnlyTheRunner()
    {
        await using (var window = await OpenFullAsync(1280))
        {
            Runner.Play(Samples.Finished);
            await Expect(window.Verdict).ToContainTextAsync("PASS");
            Assert.Empty(window.Errors);
            Assert.All(window.Requests, url => Assert.StartsWith(Runner.Address.AbsoluteUri, url, StringComparison.Ordinal));
        }
    }

    private static Task<string> BackgroundAsync(LiveWindow window) =>
        window.Page.EvaluateAsync<string>(
            "['html', '.card'].map(name => getComputedStyle(document.querySelector(name)).backgroundColor).join()");

    private static async Task AssertAccessibleAsync(LiveWindow window, string state)
    {
        var result = await window.Page.RunAxe();
        Assert.True(result.Passes.Length > 0, "axe looked at nothing.");
        var violations = result.Violations.Where(violation => violation.Impact is "serious" or "critical");
        var found = violations.Select(violation =>
            $"{violation.Id}: {violation.Help}: {string.Join(" | ", violation.Nodes.Select(node => node.Html))}");
        Assert.True(!violations.Any(), $"{state}: {string.Join('\n', found)}");
    }

    private async Task<LiveWindow> OpenFullAsync(int width, ColorScheme scheme = ColorScheme.Light)
    {
        Runner.History = Samples.Ticks(60);
        Runner.Gates = Samples.Gates;
        Runner.Runs = Samples.Runs;
        Runner.Play(Samples.Running);
        var window = await OpenAsync(width, scheme);
        await Expect(window.Runs).ToHaveCountAsync(Samples.Runs.Count);
        await Expect(window.Gates).ToHaveCountAsync(Samples.Gates.Count);
        await Expect(window.Chart("cpu")).ToHaveAttributeAsync("data-points", "60");
        return window;
    }
}
