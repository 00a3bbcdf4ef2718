namespace Aegis.EmbeddingServer.Tests.Ui;

/// <summary>Requests of the page that are refused, or that nobody answers.</summary>
public sealed class UiRefusalTests(Browser browser, RealModelServer fixture) : UiTest(browser, fixture)
{
    private const string Embeddings = "/v1/embeddings";
    private const string Typed = "one\ntwo";

    [Theory]
    [InlineData("retry-after-ms", "2500", "Try again in 2.5 s")]
    [InlineData("retry-after", "3", "Try again in 3 s")]
    public async Task Compare_QueueIsFull_SaysHowLongToWaitAndKeepsWhatWasTyped(string header, string value, string wait)
    {
        await using var window = await OpenAsync(
            script: new() { [Embeddings] = ScriptedAnswer.Error(429, "overloaded", "The queue is full", new() { [header] = value }) });
        await window.Lines.FillAsync(Typed);

        await window.Compare.ClickAsync();

        await Expect(window.Refused).ToContainTextAsync("The queue is full");
        await Expect(window.Refused).ToContainTextAsync("Status 429, code overloaded");
        await Expect(window.Refused).ToContainTextAsync(wait);
        await Expect(window.Lines).ToHaveValueAsync(Typed);
        await Expect(window.Compare).ToHaveTextAsync("Compare");
        window.Unscript(Embeddings);
        await window.Compare.ClickAsync();
        await Expect(window.Cells).ToHaveCountAsync(4);
        await Expect(window.Refused).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Compare_ServerFails_ShowsItsMessage()
    {
        await using var window = await OpenAsync(
            script: new() { [Embeddings] = ScriptedAnswer.Error(500, "internal", "Its log has the reason under request id abc.") });

        await window.Compare.ClickAsync();

        await Expect(window.Refused).ToContainTextAsync("Its log has the reason under request id abc.");
        await Expect(window.Refused).ToContainTextAsync("Status 500, code internal");
    }

    [Theory]
    [InlineData(502, "<h1>Bad gateway</h1>")]
    [InlineData(200, "<h1>Welcome</h1>")]
    [InlineData(200, "{}")]
    [InlineData(403, "null")]
    public async Task Compare_SomethingElseAnswers_SaysSo(int status, string body)
    {
        await using var window = await OpenAsync(script: new() { [Embeddings] = new(status, body) });

        await window.Compare.ClickAsync();

        await Expect(window.Refused).ToContainTextAsync("What answered is not this server");
        await Expect(window.Refused).ToContainTextAsync($"Status {status}");
        await Expect(window.Page.Locator("main h1")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Compare_ConnectionBreaks_SaysSoAndKeepsWhatWasTyped()
    {
        await using var window = await OpenAsync(script: new() { [Embeddings] = ScriptedAnswer.Broken });
        await window.Lines.FillAsync(Typed);

        await window.Compare.ClickAsync();

        await Expect(window.Refused).ToContainTextAsync("The server does not answer.");
        await Expect(window.Lines).ToHaveValueAsync(Typed);
    }

    [Fact]
    public async Task Compare_AlreadyAsked_AsksOnce()
    {
        await using var window = await OpenAsync(script: new() { [Embeddings] = ScriptedAnswer.Silent });
        await window.Compare.ClickAsync();
        await Expect(window.Compare).ToHaveTextAsync("Comparing…");

        await window.Compare.ClickAsync(new() { Force = true });
        await window.Lines.PressAsync("Control+Enter");

        await Expect(window.Compare).ToHaveAttributeAsync("aria-disabled", "true");
        Assert.Equal(1, window.Asked(Embeddings));
    }

    [Fact]
    public async Task Compare_TheServerRefusesALine_NamesItAsThePageDoes()
    {
        await using var server = await TestServer.StartAsync("Aegis:Backend=deterministic", "Aegis:Model:Truncation=none");
        await using var window = await UiWindow.OpenAsync(Browser, server.Address);
        await window.Lines.FillAsync("short\n" + string.Concat(Enumerable.Repeat("word ", 9000)));

        await window.Compare.ClickAsync();

        await Expect(window.Refused).ToContainTextAsync("input[1] is line 2 here.");
        await Expect(window.Refused).ToContainTextAsync("code input_too_long");
    }

    [Fact]
    public async Task Compare_LinesThatWereCutCannotBeFound_SaysHowManyWere()
    {
        const string Answer =
            """{"data":[{"embedding":"AACAPwAAAAA="},{"embedding":"AAAAAAAAgD8="}],"model":"m","usage":{"prompt_tokens":9}}""";
        await using var window = await OpenAsync();
        await window.Page.RouteAsync("**" + Embeddings, async route =>
        {
            var isFirst = !route.Request.PostData!.Contains("truncate", StringComparison.Ordinal);
            await route.FulfillAsync(
                isFirst ? new() { Body = Answer, Headers = [new("x-aegis-truncated-inputs", "1")] } : new() { Status = 429, Body = "{}" });
        });

        await window.CompareAsync("one", "two");

        await Expect(window.Page.Locator("#cut")).ToContainTextAsync("1 text is longer than this model takes.");
        await Expect(window.Page.Locator(".cut")).ToHaveCountAsync(0);
        var cosines = await window.CosinesAsync();
        Assert.Equal([1, 0, 0, 1], cosines);
    }
}
