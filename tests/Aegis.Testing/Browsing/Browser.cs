using Microsoft.Playwright;

namespace Aegis.Testing.Browsing;

/// <summary>The machine's own Chromium; nothing is downloaded. One for all browser tests of a project: it starts slowly.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (Find() is { } path)
        {
            _playwright = await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Args = ["--no-sandbox"] });
        }
    }

    public async ValueTask DisposeAsync()
    {
        await (_browser?.DisposeAsync() ?? ValueTask.CompletedTask);
        _playwright?.Dispose();
    }

    /// <summary>For a window that shares nothing with the others.</summary>
    public async Task<IBrowserContext> NewContextAsync(int width = 1280, ColorScheme scheme = ColorScheme.Light)
    {
        const string Missing =
            "The pages are tested in Chromium, which was not found: install it, or name its executable in AEGIS_CHROMIUM.";
        Assert.SkipWhen(_browser is null && Environment.GetEnvironmentVariable("CI") != "true", Missing);
        Assert.True(_browser is not null, Missing);
        return await _browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = 900 },
            ColorScheme = scheme,
            // A colour in the middle of its change has no contrast to judge.
            ReducedMotion = ReducedMotion.Reduce,
        });
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("AEGIS_CHROMIUM") is { Length: > 0 } named)
        {
            return named;
        }

        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return Names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
    }
}
