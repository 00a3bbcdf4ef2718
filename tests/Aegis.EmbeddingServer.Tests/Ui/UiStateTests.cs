namespace Aegis.EmbeddingServer.Tests.Ui;

/// <summary>What the page says of the server's state.</summary>
public sealed class UiStateTests(Browser browser, RealModelServer fixture) : UiTest(browser, fixture)
{
    private const string Health = "/health";

    [Fact]
    public async Task State_ServerIsReady_ShowsWhatServes()
    {
        await using var window = await OpenAsync();

        await Expect(window.StateText).ToContainTextAsync("Ready");
        await Expect(window.Page).ToHaveTitleAsync("Aegis");
        await Expect(window.State).ToContainTextAsync("all-MiniLM-L6-v2");
        await Expect(window.Page.Locator("#fact-provider")).ToHaveTextAsync("cpu");
        await Expect(window.Page.Locator("#fact-precision")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^(int8|fp32)$"));
        await Expect(window.Page.Locator("#fact-reason")).ToContainTextAsync("on cpu");
        await Expect(window.Page.Locator("#version")).ToHaveTextAsync("0.1.0");
    }

    [Theory]
    [InlineData("starting", null, "Starting", "The model is being loaded")]
    [InlineData("error", "model.onnx is not there", "Not serving", "model.onnx is not there")]
    [InlineData("draining", null, "Draining", "nothing new is taken")]
    public async Task State_OtherThanReady_IsSaidInWordsTitleAndLook(string status, string? reason, string word, string what)
    {
        await using var ready = await OpenAsync();
        await Expect(ready.StateText).ToContainTextAsync("Ready");
        await using var window = await OpenAsync(script: new() { [Health] = ScriptedAnswer.Health(status, reason) });

        await Expect(window.StateText).ToContainTextAsync(word);
        await Expect(window.StateText).ToContainTextAsync(what);
        await Expect(window.Page).ToHaveTitleAsync($"{word} · Aegis");
        Assert.NotEqual(await LookAsync(ready), await LookAsync(window));
        await Expect(window.Page.Locator("#state-mark path")).Not
            .ToHaveAttributeAsync("d", (await ready.Page.Locator("#state-mark path").GetAttributeAsync("d"))!);
    }

    [Fact]
    public async Task State_NobodyAnswers_IsSaidAndRecoversByItself()
    {
        await using var window = await OpenAsync(script: new() { [Health] = ScriptedAnswer.Broken });
        await Expect(window.StateText).ToContainTextAsync("Unreachable");
        await Expect(window.StateText).ToContainTextAsync("The server does not answer. Trying again every second.");
        await Expect(window.Page).ToHaveTitleAsync("Unreachable · Aegis");

        window.Unscript(Health);

        await Expect(window.StateText).ToContainTextAsync("Ready");
        await Expect(window.Page).ToHaveTitleAsync("Aegis");
    }

    [Theory]
    [InlineData(502, "<h1>Bad gateway</h1>")]
    [InlineData(200, """{"status":"surprising","version":"1"}""")]
    [InlineData(200, "null")]
    public async Task State_SomethingElseAnswers_IsUnreachable(int status, string body)
    {
        await using var window = await OpenAsync(script: new() { [Health] = new(status, body) });

        await Expect(window.StateText).ToContainTextAsync("Unreachable");
    }

    [Fact]
    public async Task State_OfARealServer_FollowsItFromStartToEnd()
    {
        using var mayLoad = new ManualResetEventSlim();
        var backend = TestModels.Around(new DelegateModel((_, vectors) => DelegateModel.FillUnit(vectors, 4)));
        Backend Load()
        {
            mayLoad.Wait(Deadline.Wait);
            return backend();
        }

        await using var server = await TestServer.StartLoadingAsync(Load);
        await using var window = await UiWindow.OpenAsync(Browser, server.Address);
        await Expect(window.StateText).ToContainTextAsync("Starting");
        mayLoad.Set();
        await Expect(window.StateText).ToContainTextAsync("Ready");
        await Expect(window.State).ToContainTextAsync(TestModels.ModelId);

        await server.StopAsync();

        await Expect(window.StateText).ToContainTextAsync("Unreachable");
        await Expect(window.Page.Locator("#live-note")).ToHaveTextAsync("No numbers: the server does not answer.");
    }

    [Fact]
    public async Task State_NoAnswerInTime_IsAskedAgainOnlyThen()
    {
        await using var window = await OpenAsync(
            script: new() { [Health] = ScriptedAnswer.Silent },
            prepare: page => page.Clock.InstallAsync());
        await Expect(window.StateText).ToContainTextAsync("Looking for the server…");

        await window.Page.Clock.RunForAsync(2_000);

        Assert.Equal(1, window.Asked(Health));
        await window.Page.Clock.RunForAsync(1_000);
        await Expect(window.StateText).ToContainTextAsync("Unreachable");
        window.Unscript(Health);
        await window.Page.Clock.RunForAsync(1_000);
        await Expect(window.StateText).ToContainTextAsync("Ready");
    }

    [Fact]
    public async Task Page_NotSeen_AsksNothing()
    {
        await using var window = await OpenAsync(prepare: page => page.Clock.InstallAsync());
        await Expect(window.Page.Locator("#live-note")).ToContainTextAsync("Over the last 10 seconds");
        await Expect(window.StateText).ToContainTextAsync("Ready");
        await SetVisibilityAsync(window, "hidden");
        var before = (window.Asked(Health), window.Asked("/metrics"));

        await window.Page.Clock.RunForAsync(60_000);

        Assert.Equal(before, (window.Asked(Health), window.Asked("/metrics")));
        await window.Page.RunAndWaitForResponseAsync(() => SetVisibilityAsync(window, "visible"), "**/health");
    }

    private static Task SetVisibilityAsync(UiWindow window, string state) => window.Page.EvaluateAsync(
        """
        state => {
          Object.defineProperty(document, 'visibilityState', { get: () => state, configurable: true });
          document.dispatchEvent(new Event('visibilitychange'));
        }
        """,
        state);

    private static Task<string> LookAsync(UiWindow window) =>
        window.State.EvaluateAsync<string>("card => getComputedStyle(card).backgroundImage + getComputedStyle(card).borderColor");
}
