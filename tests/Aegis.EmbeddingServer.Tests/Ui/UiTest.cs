using Microsoft.Playwright;

namespace Aegis.EmbeddingServer.Tests.Ui;

/// <summary>A test of the page in a browser, served by a server with the bundled model.</summary>
[Collection(BrowserGroup.Name)]
public abstract class UiTest(Browser browser, RealModelServer fixture) : IClassFixture<RealModelServer>
{
    private protected Browser Browser => browser;

    private protected TestServer Server => fixture.Server;

    private protected Task<UiWindow> OpenAsync(
        int width = 1280,
        ColorScheme scheme = ColorScheme.Light,
        Dictionary<string, ScriptedAnswer>? script = null,
        Func<IPage, Task>? prepare = null) =>
        UiWindow.OpenAsync(browser, Server.Address, script, width, scheme, prepare);

    private protected static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);

    private protected static IPageAssertions Expect(IPage page) => Assertions.Expect(page);
}
