namespace Aegis.EmbeddingServer.Tests.Ui;

/// <summary>The page of a server that asks for a key.</summary>
[Collection(BrowserGroup.Name)]
public sealed class UiKeyTests(Browser browser) : IAsyncLifetime
{
    private const string RightKey = "the-right-key";

    private TestServer _server = null!;

    public async ValueTask InitializeAsync() =>
        _server = await TestServer.StartAsync("Aegis:Backend=deterministic", $"Aegis:Api:Keys={RightKey}");

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Key_Missing_IsAskedFor()
    {
        await using var window = await OpenAsync();

        await Expect(window.Key).ToContainTextAsync("This server asks for a key");
        await Expect(window.Key).ToContainTextAsync("Type one of its keys");
        await Expect(window.KeyField).ToHaveAttributeAsync("type", "password");
        await Expect(window.Page.Locator("#live-note")).ToContainTextAsync("whoever has a key");
        await Expect(window.StateText).ToContainTextAsync("Ready");
        await window.Compare.ClickAsync();
        await Expect(window.Refused).ToContainTextAsync("asks for a key, and the request carries none");
        await Expect(window.Refused).ToContainTextAsync("code invalid_api_key");
    }

    [Fact]
    public async Task Key_WrongThenRight_SaysSoAndOpensEverything()
    {
        await using var window = await OpenAsync();
        await UseAsync(window, "a-wrong-key");
        await Expect(window.Key).ToContainTextAsync("The server does not know this key.");
        await Expect(window.KeyField).ToHaveAttributeAsync("aria-invalid", "true");

        await UseAsync(window, RightKey);

        await Expect(window.Key).ToContainTextAsync("Your key is accepted.");
        await Expect(window.KeyField).ToHaveAttributeAsync("aria-invalid", "false");
        await Expect(window.Page.Locator("#live-note")).ToContainTextAsync("Over the last 10 seconds");
        await window.CompareAsync("one", "two");
    }

    [Fact]
    public async Task Key_Right_IsKeptForTheTabAndShownNowhere()
    {
        await using var window = await OpenAsync();
        await UseAsync(window, RightKey);
        await Expect(window.Key).ToContainTextAsync("Your key is accepted.");

        await window.Page.ReloadAsync();

        await Expect(window.Key).ToContainTextAsync("Your key is accepted.");
        await Expect(window.KeyField).ToHaveValueAsync("");
        Assert.DoesNotContain(RightKey, await window.Page.ContentAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await window.Page.EvaluateAsync<int>("localStorage.length"));
        foreach (var language in new[] { "curl", "C#", "Python", "JavaScript" })
        {
            await window.Page.GetByRole(Microsoft.Playwright.AriaRole.Tab, new() { Name = language }).ClickAsync();
            await Expect(window.Page.Locator("pre:visible")).ToContainTextAsync("AEGIS_API_KEY");
        }
    }

    [Fact]
    public async Task Key_Forgotten_IsAskedForAgain()
    {
        await using var window = await OpenAsync();
        await UseAsync(window, RightKey);
        await Expect(window.Key).ToContainTextAsync("Your key is accepted.");

        await window.Page.GetByText("Forget it").ClickAsync();

        await Expect(window.Key).ToContainTextAsync("Type one of its keys");
        await Expect(window.KeyField).ToBeFocusedAsync();
        Assert.Equal(0, await window.Page.EvaluateAsync<int>("sessionStorage.length"));
    }

    [Theory]
    [InlineData("", "Type one of its keys")]
    [InlineData("schlüssel", "visible ASCII characters only")]
    [InlineData("two words", "visible ASCII characters only")]
    public async Task Key_ThatNoHeaderCanCarry_IsNotSent(string key, string said)
    {
        await using var window = await OpenAsync();
        await Expect(window.Key).ToBeVisibleAsync();
        var before = window.Asked("/metrics");

        await UseAsync(window, key);

        await Expect(window.Key).ToContainTextAsync(said);
        Assert.Equal(before, window.Asked("/metrics"));
    }

    [Fact]
    public async Task Key_NotAskedFor_IsNoSubject()
    {
        await using var open = await TestServer.StartAsync("Aegis:Backend=deterministic");
        await using var window = await UiWindow.OpenAsync(browser, open.Address);
        await Expect(window.Page.Locator("#live-note")).ToContainTextAsync("Over the last 10 seconds");

        await Expect(window.Key).ToBeHiddenAsync();
        await Expect(window.Page.Locator("pre:visible")).Not.ToContainTextAsync("KEY");
    }

    private static async Task UseAsync(UiWindow window, string key)
    {
        await Expect(window.Key).ToBeVisibleAsync();
        await window.KeyField.FillAsync(key);
        await window.KeyField.PressAsync("Enter");
    }

    private Task<UiWindow> OpenAsync() => UiWindow.OpenAsync(browser, _server.Address);

    private static Microsoft.Playwright.ILocatorAssertions Expect(Microsoft.Playwright.ILocator locator) =>
        Microsoft.Playwright.Assertions.Expect(locator);
}
