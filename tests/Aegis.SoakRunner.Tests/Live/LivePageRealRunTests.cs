using System.Text.Json;
using Aegis.SoakRunner.Tests.Support;
using Microsoft.Playwright;

namespace Aegis.SoakRunner.Tests.Live;

/// <summary>The page, the runner and a target, all real but for the target's vectors: a whole smoke run in a browser.</summary>
[Collection(BrowserGroup.Name)]
public sealed class LivePageRealRunTests(Browser browser)
{
    private const float SmokeMilliseconds = 120_000;

    [Fact]
    public async Task Start_SmokeByButton_NumbersMoveVerdictShowsAndReportOpens()
    {
        await using var target = await FakeTarget.StartAsync();
        await using var runner = await ServedPage.StartAsync(target.Address);
        await using var window = await LiveWindow.OpenAsync(browser, runner.Address);
        await window.Profile.SelectOptionAsync("smoke");

        await window.Start.ClickAsync();

        await Assertions.Expect(window.Status).ToContainTextAsync("Running", new() { IgnoreCase = true, Timeout = 20_000 });
        await Assertions.Expect(window.Cell("query", "okPerSecond"))
            .ToContainTextAsync(new System.Text.RegularExpressions.Regex("[1-9]"), new() { Timeout = 20_000 });
        await window.ExpectDrawnAsync("rate");
        await Assertions.Expect(window.Verdict)
            .ToContainTextAsync(
                new System.Text.RegularExpressions.Regex("PASS|FAIL|INCONCLUSIVE", System.Text.RegularExpressions.RegexOptions.IgnoreCase),
                new() { Timeout = SmokeMilliseconds });
        var report = await window.Page.GetByRole(AriaRole.Link, new() { Name = "Open report" }).First.GetAttributeAsync("href");
        using var client = runner.Client();
        using var json =
            JsonDocument.Parse(
                await client.GetStringAsync(
                    report!.Replace(".html", ".json", StringComparison.Ordinal), TestContext.Current.CancellationToken));
        var outcome = json.RootElement.GetProperty("verdict").GetProperty("outcome").GetString()!;
        await Assertions.Expect(window.Verdict).ToContainTextAsync(outcome, new() { IgnoreCase = true });
        Assert.Empty(json.RootElement.GetProperty("problems").EnumerateArray());
        await window.Page.GotoAsync(new Uri(runner.Address, report).AbsoluteUri);
        await Assertions.Expect(window.Page.Locator("h1")).ToContainTextAsync("smoke", new() { IgnoreCase = true });
    }
}
