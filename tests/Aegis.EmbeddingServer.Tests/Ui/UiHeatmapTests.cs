using Microsoft.Playwright;

namespace Aegis.EmbeddingServer.Tests.Ui;

/// <summary>The heat map: its headers, its keys, its colours.</summary>
public sealed class UiHeatmapTests(Browser browser, RealModelServer fixture) : UiTest(browser, fixture)
{
    private static readonly string[] Texts = ["The cat sleeps.", "A kitten naps.", "Stock prices fell."];

    [Fact]
    public async Task Headers_OfBothSides_NumberTheTextsAndHoldThemInFull()
    {
        await using var window = await OpenAsync();

        await window.CompareAsync(Texts);

        for (var place = 0; place < Texts.Length; place++)
        {
            await Expect(window.RowHeaders.Nth(place)).ToContainTextAsync($"{place + 1}");
            await Expect(window.RowHeaders.Nth(place)).ToHaveAttributeAsync("title", Texts[place]);
            var column = window.Page.GetByRole(AriaRole.Columnheader, new() { Name = Texts[place] });
            await Expect(column).ToHaveAttributeAsync("title", Texts[place]);
        }
    }

    [Fact]
    public async Task Cells_ByKeyboard_AreReachedAndSayTheirPair()
    {
        await using var window = await OpenAsync();
        await window.CompareAsync(Texts);
        await window.Compare.FocusAsync();

        await window.Page.Keyboard.PressAsync("Tab");

        await AssertAtAsync(window, 1, 2);
        foreach (var (key, row, column) in new[]
        {
            ("ArrowRight", 1, 3), ("ArrowRight", 1, 3), ("ArrowDown", 2, 3), ("ArrowDown", 3, 3), ("ArrowDown", 3, 3),
            ("ArrowLeft", 3, 2), ("ArrowUp", 2, 2), ("Home", 2, 1), ("ArrowLeft", 2, 1), ("End", 2, 3),
            ("Control+Home", 1, 1), ("ArrowUp", 1, 1), ("Control+End", 3, 3), ("Control+Home", 1, 1),
        })
        {
            await window.Page.Keyboard.PressAsync(key);
            await AssertAtAsync(window, row, column);
        }

        await Expect(window.Pair).ToContainTextAsync("with itself");
        await window.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(window.Pair).ToContainTextAsync("1 The cat sleeps. 2 A kitten naps.");
        await Expect(window.Pair.Locator("strong")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex(@"^0\.\d{4}$"));
    }

    [Fact]
    public async Task Cells_ByMouse_SayTheirPair()
    {
        await using var window = await OpenAsync();
        await window.CompareAsync(Texts);

        await window.Cell(3, 2).HoverAsync();

        await Expect(window.Pair).ToContainTextAsync("3 Stock prices fell. 2 A kitten naps.");
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Colours_OfEveryValue_AreInOrderAndCarryTheirText(ColorScheme scheme)
    {
        await using var window = await OpenAsync(scheme: scheme);
        await window.CompareAsync(Texts);

        // Luminance of the ground and contrast of the text, from 0 to 1 in steps of 0.005.
        var measured = await window.Cell(1, 2).EvaluateAsync<double[][]>(
            """
            cell => {
              const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
              const luminance = colour => {
                context.fillStyle = colour;
                context.fillRect(0, 0, 1, 1);
                const [red, green, blue] = [...context.getImageData(0, 0, 1, 1).data]
                  .map(part => part / 255)
                  .map(part => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
                return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
              };
              return Array.from({ length: 201 }, (_, step) => {
                cell.style.setProperty('--heat', step / 200);
                const style = getComputedStyle(cell);
                const [ground, text] = [luminance(style.backgroundColor), luminance(style.color)];
                return [ground, (Math.max(ground, text) + 0.05) / (Math.min(ground, text) + 0.05)];
              });
            }
            """);

        Assert.All(measured, pair => Assert.InRange(pair[1], 4.5, 21));
        var steps = measured.Zip(measured.Skip(1), (one, next) => next[0] - one[0]).ToList();
        Assert.All(steps, step => Assert.True(scheme == ColorScheme.Dark ? step >= 0 : step <= 0));
        Assert.InRange(Math.Abs(measured[0][0] - measured[^1][0]), 0.7, 1);
    }

    [Fact]
    public async Task Table_OnAPhone_ScrollsInItselfUnderItsHeaders()
    {
        await using var window = await OpenAsync(400);
        await window.CompareAsync([.. Enumerable.Range(1, 12).Select(number => $"text {number}")]);
        var header = window.RowHeaders.First;
        var before = (await header.BoundingBoxAsync())!;

        await window.Cell(12, 12).FocusAsync();

        Assert.True(await window.Page.Locator(".scroll").EvaluateAsync<bool>("box => box.scrollLeft > 0"));
        // But for the space between cells, which it has on its left where nothing is scrolled.
        Assert.InRange((await header.BoundingBoxAsync())!.X, before.X - 2, before.X);
        Assert.Equal(0, await window.Page.EvaluateAsync<int>("scrollX"));
        var cell = (await window.Cell(12, 12).BoundingBoxAsync())!;
        Assert.InRange(cell.X + cell.Width, before.X + before.Width, 400);
    }

    private static async Task AssertAtAsync(UiWindow window, int row, int column)
    {
        await Expect(window.Cell(row, column)).ToBeFocusedAsync();
        await Expect(window.Page.Locator(".heat [tabindex='0']")).ToHaveCountAsync(1);
    }
}
