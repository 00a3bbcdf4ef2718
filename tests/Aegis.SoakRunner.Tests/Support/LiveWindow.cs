using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Aegis.SoakRunner.Tests.Support;

/// <summary>The live page in a browser: its parts by name, and what it must never do.</summary>
internal sealed class LiveWindow : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly ConcurrentQueue<string> _requests = new();

    private LiveWindow(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.Console += (_, message) =>
        {
            // The warning is about the test itself, which looks at what the charts have drawn.
            if (message.Type is "error" or "warning" && !message.Text.StartsWith("Canvas2D: Multiple readback", StringComparison.Ordinal))
            {
                _errors.Enqueue(message.Text);
            }
        };
        page.PageError += (_, error) => _errors.Enqueue(error);
        page.Request += (_, request) => _requests.Enqueue(request.Url);
    }

    public IPage Page { get; }

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

    /// <summary>What the browser wrote to its console as a warning or worse.</summary>
    public IReadOnlyCollection<string> Errors => _errors;

    /// <summary>Every address that was asked for.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    /// <summary>Returns when the page listens, so that nothing that is sent from then on is missed.</summary>
    public static async Task<LiveWindow> OpenAsync(IBrowserContext context, Uri address)
    {
        var window = new LiveWindow(context, await context.NewPageAsync());
        await window.Page.GotoAsync(address.AbsoluteUri);
        await Assertions.Expect(window.Link).ToHaveTextAsync("Connected");
        return window;
    }

    public ILocator Cell(string stream, string field) =>
        Streams.Filter(new() { Has = Page.GetByRole(AriaRole.Rowheader, new() { Name = stream, Exact = true }) }).Locator($"[data-field={field}]");

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

    /// <summary>A broken script or a foreign address is a fault in whatever test it shows.</summary>
    public async ValueTask DisposeAsync()
    {
        var origin = new Uri(Page.Url).GetLeftPart(UriPartial.Authority);
        await _context.DisposeAsync();
        Assert.DoesNotContain(Requests, url => !url.StartsWith(origin, StringComparison.Ordinal));
        // Refused and broken requests are written by the browser itself, and some tests ask for them.
        Assert.DoesNotContain(Errors, error => !error.StartsWith("Failed to load resource", StringComparison.Ordinal));
    }
}
