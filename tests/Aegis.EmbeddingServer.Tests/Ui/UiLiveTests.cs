namespace Aegis.EmbeddingServer.Tests.Ui;

/// <summary>
/// The numbers that move: from scripted answers of <c>/metrics</c>, two seconds apart by a clock that stands still between them.
/// </summary>
public sealed class UiLiveTests(Browser browser, RealModelServer fixture) : UiTest(browser, fixture)
{
    private const string Metrics = "/metrics";
    private const string Unknown = "–";

    private static readonly string[] Rates = ["answered", "tokens", "p50", "busy"];

    [Fact]
    public async Task Numbers_OfTwoAnswers_AreTheExactRatesAndQuantiles()
    {
        await using var window = await OpenStandingStillAsync(Scrape(answered: 100, within10: 60, failed: 4, tokens: 5_000, busy: 10));
        foreach (var id in Rates)
        {
            await Expect(window.Live(id)).ToHaveTextAsync(Unknown);
        }

        await NextAsync(window, Scrape(answered: 120, within10: 70, failed: 5, tokens: 5_640, busy: 11));

        await Expect(window.Live("answered")).ToHaveTextAsync("10.0");
        await Expect(window.Live("answered-note")).ToHaveTextAsync("0.50 /s failed or refused");
        await Expect(window.Live("tokens")).ToHaveTextAsync("320");
        // Of twenty, ten took up to 10 ms and ten from 10 to 20 ms: the tenth is at 10 ms, the nineteenth at 19.
        await Expect(window.Live("p50")).ToHaveTextAsync("10.0 ms");
        await Expect(window.Live("p50-note")).ToHaveTextAsync("95 % within 19.0 ms");
        await Expect(window.Live("queue")).ToHaveTextAsync("3");
        await Expect(window.Live("queue-note")).ToHaveTextAsync("17 texts, 1,340 tokens");
        await Expect(window.Live("busy")).ToHaveTextAsync("25 %");
        await Expect(window.Live("busy-note")).ToHaveTextAsync("of 2");
    }

    [Fact]
    public async Task Numbers_ServerStartsAnew_StartAnew()
    {
        await using var window = await OpenStandingStillAsync(Scrape(answered: 100));
        await NextAsync(window, Scrape(answered: 120));
        await Expect(window.Live("answered")).ToHaveTextAsync("10.0");

        await NextAsync(window, Scrape(answered: 6));

        await Expect(window.Live("answered")).ToHaveTextAsync(Unknown);
        await Expect(window.Live("queue")).ToHaveTextAsync("3");
        await NextAsync(window, Scrape(answered: 10));
        await Expect(window.Live("answered")).ToHaveTextAsync("2.00");
    }

    [Fact]
    public async Task Numbers_NothingHappens_AreZeroAndNoLatency()
    {
        await using var window = await OpenStandingStillAsync(Scrape(answered: 100));

        await NextAsync(window, Scrape(answered: 100));

        await Expect(window.Live("answered")).ToHaveTextAsync("0");
        await Expect(window.Live("p50")).ToHaveTextAsync(Unknown);
        await Expect(window.Live("p50-note")).ToHaveTextAsync("95 % within –");
    }

    [Fact]
    public async Task Numbers_MetricsAreMissing_AreNotMadeUp()
    {
        const string Other = "# TYPE target_info gauge\ntarget_info{service_name=\"a \\\"b\\\" {c}\"} 1\n";
        await using var window = await OpenStandingStillAsync(Other);

        await NextAsync(window, Other);

        foreach (var id in (string[])[.. Rates, "queue"])
        {
            await Expect(window.Live(id)).ToHaveTextAsync(Unknown);
        }

        await Expect(window.Page.Locator("#live")).Not.ToContainTextAsync("NaN");
        await Expect(window.Live("queue-note")).ToHaveTextAsync("– texts, – tokens");
    }

    // Its metrics are of itself; whose numbers they would be must not be guessed.
    [Fact]
    public async Task Numbers_OfAGateway_AreSaidToBeElsewhere()
    {
        await using var window = await OpenStandingStillAsync(
            "aegis_gateway_replicas 2\naegis_gateway_replicas_ready 2\n",
            "a gateway, with 2 behind it");

        await Expect(window.Live("answered")).ToHaveTextAsync(Unknown);
    }

    [Fact]
    public async Task Numbers_SeriesBeginsBetweenTwoAnswers_CountsFromZero()
    {
        await using var window = await OpenStandingStillAsync("aegis_workers 2\n");

        await NextAsync(window, Scrape(answered: 8, within10: 8));

        await Expect(window.Live("answered")).ToHaveTextAsync("4.00");
        await Expect(window.Live("p50")).ToHaveTextAsync("5.00 ms");
    }

    [Fact]
    public async Task Numbers_ServerDoesNotAnswer_AreTakenBack()
    {
        await using var window = await OpenStandingStillAsync(Scrape(answered: 100));
        await NextAsync(window, Scrape(answered: 120));
        await Expect(window.Live("answered")).ToHaveTextAsync("10.0");
        window.Script(Metrics, ScriptedAnswer.Broken);

        await window.Page.Clock.RunForAsync(2_000);

        await Expect(window.Page.Locator("#live-note")).ToHaveTextAsync("No numbers: the server does not answer.");
        await Expect(window.Live("answered")).ToHaveTextAsync(Unknown);
        await Expect(window.Live("queue")).ToHaveTextAsync(Unknown);
    }

    [Fact]
    public async Task Charts_Numbers_AreDrawn()
    {
        await using var window = await OpenStandingStillAsync(Scrape(answered: 100));
        await NextAsync(window, Scrape(answered: 120));
        await Expect(window.Live("answered")).ToHaveTextAsync("10.0");
        await NextAsync(window, Scrape(answered: 200));
        await Expect(window.Live("answered")).ToHaveTextAsync("25.0");

        var line = window.Page.Locator(".tile").First.Locator(".line");

        // Two minutes are 120 units wide, the newest on the right; the highest value is the top.
        await Expect(line).ToHaveAttributeAsync("d", "M118.0 21.2L120.0 2.0");
        await Expect(window.Page.Locator(".spark").First).ToHaveAttributeAsync("aria-hidden", "true");
    }

    [Fact]
    public async Task Numbers_OfTheRealServer_AreShown()
    {
        // A process of its own: /metrics of a server in this one has the numbers of every other test's server as well.
        await using var server = ServerProcess.Start(new Dictionary<string, string?>(), "--urls=http://127.0.0.1:0");
        using var client = new HttpClient { BaseAddress = await server.AddressAsync() };
        await ServerProcessTests.ReadyAsync(client);
        await using var window = await UiWindow.OpenAsync(Browser, client.BaseAddress);
        // The first reading: what happens before it is in it, and has no rate.
        await Expect(window.Live("queue-note")).ToHaveTextAsync("0 texts, 0 tokens");

        await window.CompareAsync("one", "two");

        // Within the ten seconds that a rate looks back.
        await Expect(window.Live("tokens")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("[1-9]"), new() { Timeout = 12_000 });
    }

    private static string Scrape(
        int answered,
        int within10 = 0,
        int failed = 0,
        int tokens = 0,
        double busy = 0) => FormattableString.Invariant(
        $$"""
        # TYPE gen_ai_server_request_duration_seconds histogram
        gen_ai_server_request_duration_seconds_bucket{otel_scope_name="Aegis.EmbeddingServer",le="0.01"} {{within10}}
        gen_ai_server_request_duration_seconds_bucket{otel_scope_name="Aegis.EmbeddingServer",le="0.02"} {{answered}}
        gen_ai_server_request_duration_seconds_bucket{otel_scope_name="Aegis.EmbeddingServer",le="+Inf"} {{answered}}
        gen_ai_server_request_duration_seconds_count{otel_scope_name="Aegis.EmbeddingServer"} {{answered}}
        gen_ai_server_request_duration_seconds_bucket{otel_scope_name="Aegis.EmbeddingServer",error_type="overloaded",le="+Inf"} {{failed}}
        gen_ai_server_request_duration_seconds_count{otel_scope_name="Aegis.EmbeddingServer",error_type="overloaded"} {{failed}}
        aegis_tokens_total{otel_scope_name="Aegis.EmbeddingServer"} {{tokens}}
        aegis_worker_busy_time_seconds_total {{busy}}
        aegis_workers 2
        aegis_queue_requests 3
        aegis_queue_inputs 17
        aegis_queue_tokens 1340

        """);

    /// <summary>Opens the page and returns when it has shown the first answer.</summary>
    private async Task<UiWindow> OpenStandingStillAsync(string metrics, string note = "Over the last 10 seconds")
    {
        var window = await OpenAsync(script: new() { [Metrics] = new(200, metrics) }, prepare: async page =>
        {
            var start = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
            await page.Clock.InstallAsync(new() { TimeDate = start });
            await page.Clock.PauseAtAsync(start.AddSeconds(1));
        });
        await Expect(window.Page.Locator("#live-note")).ToContainTextAsync(note);
        return window;
    }

    /// <summary>Two seconds pass, and this is the next answer.</summary>
    private static async Task NextAsync(UiWindow window, string metrics)
    {
        window.Script(Metrics, new(200, metrics));
        await window.Page.RunAndWaitForResponseAsync(() => window.Page.Clock.RunForAsync(2_000), "**" + Metrics);
    }
}
