using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Aegis.Testing.Browsing;

/// <summary>A page in a window of its own, and what it must never do.</summary>
internal abstract class BrowserWindow : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly ConcurrentQueue<string> _requests = new();

    protected BrowserWindow(IBrowserContext context, IPage page)
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

    /// <summary>What the browser wrote to its console as a warning or worse.</summary>
    public IReadOnlyCollection<string> Errors => _errors;

    /// <summary>Every address that was asked for.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    /// <summary>A broken script or a foreign address is a fault in whatever test it shows.</summary>
    public async ValueTask DisposeAsync()
    {
        var origin = new Uri(Page.Url).GetLeftPart(UriPartial.Authority);
        await _context.DisposeAsync();
        Assert.DoesNotContain(Requests, url => !url.StartsWith(origin, StringComparison.Ordinal));
        // Refused and broken requests are written by the browser itself, and some tests ask for them.
        Assert.DoesNotContain(Errors, error => !error.StartsWith("Failed to load resource", StringComparison.Ordinal));
        GC.SuppressFinalize(this);
    }
}
