using Aegis.SoakRunner.Tests.Support;
using Microsoft.Playwright;

namespace Aegis.SoakRunner.Tests.Live;

/// <summary>A test of the live page against a scripted runner.</summary>
[Collection(BrowserGroup.Name)]
public abstract class LivePageTest(Browser browser) : IAsyncLifetime
{
    private StubRunner? _runner;

    private protected StubRunner Runner => _runner!;

    public async ValueTask InitializeAsync() => _runner = await StubRunner.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await Runner.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected Task<LiveWindow> OpenAsync(int width = 1280, ColorScheme scheme = ColorScheme.Light) =>
        LiveWindow.OpenAsync(browser, Runner.Address, width, scheme);

    private protected static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);

    private protected static IPageAssertions Expect(IPage page) => Assertions.Expect(page);
}
