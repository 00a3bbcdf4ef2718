using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Aegis.EmbeddingServer.Tests.Ui;

/// <summary>Whether everyone can read the page, and whether it shows texts as they are.</summary>
public sealed class UiLookTests(Browser browser, RealModelServer fixture) : UiTest(browser, fixture)
{
    private const string Hostile = "<img src=x onerror=\"document.title='owned'\"><b>bold</b>";

    private static readonly string TooLong = string.Concat(Enumerable.Repeat("word ", 300));

    public static TheoryData<int, ColorScheme> Looks =>
        new MatrixTheoryData<int, ColorScheme>([400, 1280, 1600], [ColorScheme.Light, ColorScheme.Dark]);

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Axe_WithAResult_FindsNothing(int width, ColorScheme scheme)
    {
        await using var window = await OpenAsync(width, scheme);
        await Expect(window.StateText).ToContainTextAsync("Ready");
        await window.CompareAsync("one", "two", TooLong);
        await Expect(window.Page.Locator("#cut")).ToBeVisibleAsync();

        await AssertAccessibleAsync(window, "result");
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Axe_InEveryState_FindsNothing(ColorScheme scheme)
    {
        await using var window = await OpenAsync(scheme: scheme);
        foreach (var state in new[] { "starting", "error", "draining" })
        {
            window.Script("/health", ScriptedAnswer.Health(state, "a reason"));
            await Expect(window.State).ToHaveAttributeAsync("data-state", state);
            await AssertAccessibleAsync(window, state);
        }

        window.Script("/health", ScriptedAnswer.Broken);
        window.Script("/metrics", ScriptedAnswer.Error(401, "invalid_api_key", "no key"));
        window.Script("/v1/embeddings", ScriptedAnswer.Error(429, "overloaded", "full"));
        await Expect(window.State).ToHaveAttributeAsync("data-state", "unreachable");
        await Expect(window.Key).ToBeVisibleAsync();
        await window.Compare.ClickAsync();
        await Expect(window.Refused).ToBeVisibleAsync();
        await AssertAccessibleAsync(window, "unreachable, refused, a key is asked for");
        await window.KeyField.FillAsync("wrong");
        await window.KeyField.PressAsync("Enter");
        await Expect(window.Key).ToHaveAttributeAsync("data-key", "wrong");
        await AssertAccessibleAsync(window, "a wrong key");
    }

    [Theory]
    [InlineData(400, 3)]
    [InlineData(400, 24)]
    [InlineData(800, 24)]
    [InlineData(1280, 24)]
    [InlineData(1600, 6)]
    public async Task Page_AtEveryWidth_DoesNotScrollSideways(int width, int texts)
    {
        await using var window = await OpenAsync(width);
        await window.CompareAsync([.. Enumerable.Range(1, texts).Select(number => $"{number} {Hostile} {new string('x', 500)}")]);

        Assert.Equal(width, await window.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        var wide = await window.Page.EvaluateAsync<string[]>(
            """
            width => [...document.querySelectorAll('body *')]
              .filter(node => !node.closest('.heat, pre code, .said') && node.getBoundingClientRect().right > width)
              .map(node => node.outerHTML.slice(0, 80))
            """,
            width);
        Assert.Empty(wide);
    }

    [Fact]
    public async Task ColourScheme_Changes_ChangesThePage()
    {
        await using var window = await OpenAsync();
        await window.CompareAsync("one", "two");
        var light = await GroundsAsync(window);

        await window.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });

        Assert.All(light.Zip(await GroundsAsync(window)), pair => Assert.NotEqual(pair.First, pair.Second));
    }

    [Fact]
    public async Task HostileTexts_Compared_AreShownAsText()
    {
        string[] texts =
        [
            Hostile, "שלום עולם \u202e desrever", "😀👩‍👩‍👧‍👦 e\u0301", new string('y', 10_000), "__proto__", "'; DROP TABLE texts; --",
            "</textarea><script>document.title='owned'</script>",
        ];
        await using var window = await OpenAsync(400);

        await window.CompareAsync(texts);

        for (var place = 0; place < texts.Length; place++)
        {
            await Expect(window.RowHeaders.Nth(place)).ToHaveAttributeAsync("title", texts[place]);
            await Expect(window.RowHeaders.Nth(place)).ToContainTextAsync(texts[place]);
        }

        await window.Cell(1, 4).HoverAsync();
        await Expect(window.Pair).ToContainTextAsync(Hostile);
        await Expect(window.Pair).ToContainTextAsync(texts[3]);
        await Expect(window.Page.Locator("main img, main b, main script")).ToHaveCountAsync(0);
        await Expect(window.Page).ToHaveTitleAsync("Aegis");
        Assert.Equal(400, await window.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    }

    [Fact]
    public async Task HostileAnswers_Shown_AreShownAsText()
    {
        await using var window = await OpenAsync(script: new()
        {
            ["/health"] = ScriptedAnswer.Health("error", Hostile),
            ["/v1/embeddings"] = ScriptedAnswer.Error(500, Hostile, Hostile),
        });

        await window.Compare.ClickAsync();

        await Expect(window.StateText).ToContainTextAsync(Hostile);
        await Expect(window.Refused).ToContainTextAsync("code " + Hostile);
        await Expect(window.Page.Locator("main img, main b")).ToHaveCountAsync(0);
        await Expect(window.Page).ToHaveTitleAsync("Not serving · Aegis");
    }

    [Fact]
    public async Task Page_Throughout_LogsNothingAndAsksOnlyItsServer()
    {
        await using var window = await OpenAsync();
        await Expect(window.StateText).ToContainTextAsync("Ready");
        await window.CompareAsync("one", "two");
        await window.Cell(2, 1).HoverAsync();
        await Expect(window.Page.Locator("#live-note")).ToContainTextAsync("Over the last 10 seconds");

        Assert.Empty(window.Errors);
        Assert.All(window.Requests, url => Assert.StartsWith(Server.Address.AbsoluteUri, url, StringComparison.Ordinal));
        Assert.Equal(
            ["docs", "metrics", "health"],
            await window.Page.Locator("nav a").EvaluateAllAsync<string[]>("links => links.map(link => link.getAttribute('href'))"));
    }

    private static Task<string[]> GroundsAsync(UiWindow window) => window.Page.EvaluateAsync<string[]>(
        """
        ['html', '.card', '.heat tbody tr td:last-child', 'pre', '.tile']
          .map(name => getComputedStyle(document.querySelector(name)).backgroundColor)
        """);

    private static async Task AssertAccessibleAsync(UiWindow window, string state)
    {
        var result = await window.Page.RunAxe();
        Assert.True(result.Passes.Length > 0, "axe looked at nothing.");
        var violations = result.Violations.Select(
            violation => $"{violation.Id}: {violation.Help}: {string.Join(" | ", violation.Nodes.Select(node => node.Html))}");
        Assert.True(result.Violations.Length == 0, $"{state}: {string.Join('\n', violations)}");
    }
}
