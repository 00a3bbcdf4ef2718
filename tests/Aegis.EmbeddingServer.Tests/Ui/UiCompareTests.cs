using System.Numerics.Tensors;
using System.Text.RegularExpressions;

namespace Aegis.EmbeddingServer.Tests.Ui;

/// <summary>The box where a person types texts, on the real model.</summary>
public sealed partial class UiCompareTests(Browser browser, RealModelServer fixture) : UiTest(browser, fixture)
{
    private static readonly string[] Texts = ["The cat sleeps.", "A kitten naps.", "Stock prices fell.", "日本語のテキスト"];

    private static readonly string TooLong = string.Concat(Enumerable.Repeat("word ", 300));

    [Fact]
    public async Task Compare_ByCtrlEnter_ShowsTheCosinesOfTheApisVectors()
    {
        var vectors = await EmbeddingsCaller.VectorsAsync(Server.Client, new { input = Texts });
        await using var window = await OpenAsync();

        await window.CompareAsync(Texts);

        var expected = vectors.SelectMany(one => vectors.Select(other => (double)TensorPrimitives.Dot<float>(one, other))).ToList();
        Assert.Equal(expected.Count, (await window.CosinesAsync()).Length);
        Assert.All(
            expected.Zip(await window.CosinesAsync()),
            pair => Assert.InRange(pair.Second, pair.First - 0.0052, pair.First + 0.0052));
        await window.Cell(1, 2).HoverAsync();
        var shown = double.Parse(await window.Pair.Locator("strong").InnerTextAsync(), System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(shown, expected[1] - 0.0002, expected[1] + 0.0002);
    }

    [Fact]
    public async Task Compare_Answered_ShowsUsageDimensionsModelAndTimes()
    {
        using var answer = await EmbeddingsCaller.AnswerAsync(Server.Client, new { input = Texts });
        var tokens = answer.RootElement.GetProperty("usage").GetProperty("prompt_tokens").GetInt32();
        await using var window = await OpenAsync();

        await window.CompareAsync(Texts);

        await Expect(window.Facts).ToContainTextAsync($"{tokens} tokens");
        await Expect(window.Facts).ToContainTextAsync("384");
        await Expect(window.Facts).ToContainTextAsync("all-MiniLM-L6-v2");
        foreach (var stage in new[] { "tokenised", "queued", "computed", "on the way" })
        {
            await Expect(window.Facts).ToContainTextAsync(new Regex($@"[\d.]+ m?s {stage}"));
        }

        Assert.Equal(1, window.Asked("/v1/embeddings"));
    }

    [Fact]
    public async Task Compare_OfTheExample_FindsItsPairs()
    {
        await using var window = await OpenAsync();

        await window.Compare.ClickAsync();

        await Expect(window.Cells).ToHaveCountAsync(36);
        var cosines = await window.CosinesAsync();
        // Each text is closest to its partner: 1 and 2, 3 and 4, 5 and 6.
        Assert.All(Enumerable.Range(0, 6), row =>
        {
            var others = Enumerable.Range(0, 6).Where(column => column != row);
            Assert.Equal(row ^ 1, others.MaxBy(column => cosines[(6 * row) + column]));
        });
        await Expect(window.Result).ToContainTextAsync("Most similar: 3 and 4");
        await Expect(window.Page.Locator("#told")).ToHaveTextAsync(
            new Regex(@"^Compared 6 texts\. Most similar: 3 and 4, 0\.\d\d\s+A kitten"));
    }

    [Fact]
    public async Task Compare_ATextIsTooLong_SaysSoAndMarksItsLine()
    {
        await using var window = await OpenAsync();

        await window.CompareAsync("short", TooLong, "another", TooLong + "end");

        await Expect(window.Page.Locator("#cut")).ToHaveTextAsync(
            "Lines 2, 4 are longer than this model takes. They were cut, and their vectors stand for what was left.");
        await Expect(window.RowHeaders.Nth(1)).ToContainTextAsync("cut");
        await Expect(window.RowHeaders.Nth(3)).ToContainTextAsync("cut");
        await Expect(window.Page.Locator(".cut")).ToHaveCountAsync(2);
        await Expect(window.Page.Locator("#told")).ToContainTextAsync("Lines 2, 4");
        // Once for all, then the longest lines until those that were cut are found.
        Assert.Equal(3, window.Asked("/v1/embeddings"));

        await window.CompareAsync("short", "another");

        await Expect(window.Page.Locator("#cut")).ToBeHiddenAsync();
        await Expect(window.Page.Locator(".cut")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Compare_EmptyLines_AreNoTexts()
    {
        await using var window = await OpenAsync();
        await window.Lines.FillAsync("\n one \n\n   \n two\n");

        await Expect(window.Page.Locator("#lines-count")).ToHaveTextAsync("2 lines of at most 24");
        await window.Compare.ClickAsync();

        await Expect(window.Cells).ToHaveCountAsync(4);
        await Expect(window.Result).ToContainTextAsync("Similarity: 1 and 2");
    }

    [Theory]
    [InlineData(0, "Type at least 2 lines")]
    [InlineData(1, "Type at least 2 lines")]
    [InlineData(25, "Nothing was sent: 25 lines are more than 24.")]
    public async Task Compare_TooFewOrTooManyLines_SendsNothingAndSaysWhy(int lines, string why)
    {
        await using var window = await OpenAsync();
        await window.Lines.FillAsync(string.Join('\n', Enumerable.Range(1, lines)));

        await window.Lines.PressAsync("Control+Enter");

        await Expect(window.Refused).ToContainTextAsync(why);
        await Expect(window.Lines).ToBeFocusedAsync();
        await Expect(window.Result).ToBeHiddenAsync();
        Assert.Equal(0, window.Asked("/v1/embeddings"));
    }

    [Fact]
    public async Task Lines_MoreThanAreCompared_AreCountedWhileTyping()
    {
        await using var window = await OpenAsync();

        await window.Lines.FillAsync(string.Join('\n', Enumerable.Range(1, 30)));

        await Expect(window.Page.Locator("#lines-count")).ToHaveTextAsync("30 lines, but at most 24 are compared: take out 6.");
        await Expect(window.Lines).ToHaveAttributeAsync("aria-invalid", "true");
    }

    [Fact]
    public async Task Compare_24Lines_ShowsThemAll()
    {
        await using var window = await OpenAsync();

        await window.CompareAsync([.. Enumerable.Range(1, 24).Select(number => $"text number {number}")]);

        await Expect(window.RowHeaders).ToHaveCountAsync(24);
        await Expect(window.RowHeaders.Last).ToHaveTextAsync(LastHeader());
    }

    [GeneratedRegex(@"24\s*text number 24")]
    private static partial Regex LastHeader();
}
