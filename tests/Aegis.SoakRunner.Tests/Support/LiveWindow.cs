using Microsoft.Playwright;

namespace Aegis.SoakRunner.Tests.Support;

/// <summary>The live page in a browser: its parts by name.</summary>
internal sealed class LiveWindow : BrowserWindow
{
    private LiveWindow(IBrowserContext context, IPage page)
        : base(context, page)
    {
    }

    public ILocator Link => Page.Locator("#link");

    public ILocator Start => Page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true });

    public ILocator Stop => Page.Locator("#stop");

    public ILocator Profile => Page.GetByLabel("Profile", new() { Exact = true });

    public ILocator Error => Page.Locator("#control-error");

    public ILocator Status => Page.Locator("#status");

    public ILocator Verdict => Page.Locator("#verdict");

    public ILocator Gates => Page.Locator("#gates tbody tr");

    public ILocator Streams => Page.Locator("#streams tbody tr");

    public ILocator Runs => Page.Locator("#runs tbody tr");

    /// <summary>Returns when the page listens, so that nothing that is sent from then on is missed.</summary>
    public static async Task<LiveWindow> OpenAsync(Browser browser, Uri address, int width = 1280, ColorScheme scheme = ColorScheme.Light)
    {
        var context = await browser.NewContextAsync(width, scheme);
        var window = new LiveWindow(context, await context.NewPageAsync());
        await window.Page.GotoAsync(address.AbsoluteUri);
        await Assertions.Expect(window.Link).ToHaveTextAsync("Connected");
        return window;
    }

    public ILocator Cell(string stream, string field) =>
        Streams.Filter(new() { Has = Page.GetByRole(AriaRole.Rowheader, new() { Name = stream, Exact = true }) })
            .Locator($"[data-field={field}]");

    public ILocator Chart(string id) => Page.Locator($"#chart-{id}");

    /// <summary>Waits until the chart shows a line in the colour of its legend; data without a drawing would not do.</summary>
    public Task ExpectDrawnAsync(string chart) => Page.WaitForFunctionAsync(
        """
        id => {
          const canvas = document.querySelector(`#chart-${id} canvas`);
          const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
          const colour = getComputedStyle(document.querySelector(`#chart-${id} .swatch`)).color.match(/\d+/g).map(Number);
          for (let at = 0; at < data.length; at += 4) {
            if (data[at + 3] > 200 && colour.every((part, index) => Math.abs(part - data[at + index]) < 12)) {
              return true;
            }
          }
          return false;
        }
        """,
        chart,
        new() { Timeout = 5_000 });
}
