using System.ComponentModel;
using System.Diagnostics;
using Microsoft.Playwright;

namespace Aegis.EmbeddingServer.Tests.Ui;

/// <summary>The code to copy.</summary>
public sealed class UiSnippetTests(Browser browser, RealModelServer fixture) : UiTest(browser, fixture)
{
    private static readonly string NodeFolder = Repository.File("tests", "clients", "node");

    [Theory]
    [InlineData("curl")]
    [InlineData("C#")]
    [InlineData("Python")]
    [InlineData("JavaScript")]
    public async Task Snippet_OfEachLanguage_HasThisServersAddressAndModel(string language)
    {
        await using var window = await OpenAsync();

        var code = await CodeAsync(window, language);

        Assert.Contains(new Uri(Server.Address, "v1").AbsoluteUri, code, StringComparison.Ordinal);
        Assert.Contains("\"all-MiniLM-L6-v2\"", code, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tabs_ByKeyboard_FollowTheArrows()
    {
        await using var window = await OpenAsync();
        await Tab(window, "curl").FocusAsync();
        foreach (var (key, language) in new[]
        {
            ("ArrowRight", "C#"), ("ArrowLeft", "curl"), ("ArrowLeft", "JavaScript"), ("Home", "curl"), ("End", "JavaScript"),
            ("ArrowRight", "curl"),
        })
        {
            await window.Page.Keyboard.PressAsync(key);

            await Expect(Tab(window, language)).ToBeFocusedAsync();
            await Expect(Tab(window, language)).ToHaveAttributeAsync("aria-selected", "true");
            await Expect(window.Page.GetByRole(AriaRole.Tabpanel)).ToHaveCountAsync(1);
            await Expect(window.Page.Locator("[role=tab][tabindex='0']")).ToHaveCountAsync(1);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Copy_WithAndWithoutTheClipboardApi_CopiesTheCode(bool hasClipboard)
    {
        await using var window = await OpenAsync(prepare: page => hasClipboard
            ? Task.CompletedTask
            : page.AddInitScriptAsync("Object.defineProperty(navigator, 'clipboard', { value: undefined })"));
        await window.Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        var code = await CodeAsync(window, "Python");
        await window.Page.EvaluateAsync("document.addEventListener('copy', () => { window.selected = getSelection().toString(); })");

        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Copy" }).ClickAsync();

        await Expect(window.Page.Locator(".copy:visible")).ToHaveTextAsync("Copied");
        var copied = await window.Page.EvaluateAsync<string>(hasClipboard ? "navigator.clipboard.readText()" : "window.selected");
        Assert.Equal(code, copied.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Copy_NothingWorks_SelectsTheCodeAndSaysSo()
    {
        await using var window = await OpenAsync(prepare: page => page.AddInitScriptAsync(
            "Object.defineProperty(navigator, 'clipboard', { value: undefined }); document.execCommand = () => false;"));
        var code = await CodeAsync(window, "curl");

        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Copy" }).ClickAsync();

        await Expect(window.Page.Locator(".copy:visible")).ToHaveTextAsync("Press Ctrl+C");
        Assert.Equal(code, (await window.Page.EvaluateAsync<string>("getSelection().toString()")).ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Curl_AsItStands_IsAnswered()
    {
        await using var window = await OpenAsync();

        var (exitCode, output) = await RunAsync("bash", await CodeAsync(window, "curl"), "-s");

        Assert.True(exitCode == 0, output);
        Assert.Contains("\"embedding\":[", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task JavaScript_AsItStands_IsAnswered()
    {
        Assert.SkipUnless(
            Directory.Exists(Path.Combine(NodeFolder, "node_modules")),
            "The JavaScript snippet was not run: run 'npm ci' in tests/clients/node first");
        await using var window = await OpenAsync();

        var (exitCode, output) = await RunAsync("node", await CodeAsync(window, "JavaScript"), "--input-type=module", "-");

        Assert.True(exitCode == 0, output);
        Assert.Equal("384 dimensions", output.Trim());
    }

    [Fact]
    public async Task Model_WithAnyName_IsQuoted()
    {
        var health = """{"status":"ok","version":"1","model":"it's \"odd\" $HOME \\","execution_provider":null,"precision":null,"""
            + "\"execution_reason\":null,\"reason\":null}";
        await using var window = await OpenAsync(script: new() { ["/health"] = new(200, health) });
        await Expect(window.Page.Locator("#fact-model")).ToContainTextAsync("odd");

        var (exitCode, output) = await RunAsync(
            "bash",
            (await CodeAsync(window, "curl")).Replace("curl ", "printf '%s\\n' ", StringComparison.Ordinal),
            "-s");

        Assert.True(exitCode == 0, output);
        Assert.Contains("""{"model":"it's \"odd\" $HOME \\",""", output, StringComparison.Ordinal);
    }

    private static ILocator Tab(UiWindow window, string language) =>
        window.Page.GetByRole(AriaRole.Tab, new() { Name = language, Exact = true });

    private static async Task<string> CodeAsync(UiWindow window, string language)
    {
        await Expect(window.StateText).ToContainTextAsync("Ready");
        await Tab(window, language).ClickAsync();
        return await window.Page.Locator("pre:visible").InnerTextAsync();
    }

    // What a person pastes: the code on standard input.
    private static async Task<(int ExitCode, string Output)> RunAsync(string program, string code, params string[] args)
    {
        var start = new ProcessStartInfo(program, args)
        {
            WorkingDirectory = NodeFolder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true
        };
        using var process = Start(start);
        Assert.SkipWhen(process is null, $"The code was not run: there is no {program} on this machine");
        await process.StandardInput.WriteAsync(code);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Deadline.Wait);
        return (process.ExitCode, process.ExitCode == 0 ? await output : await output + await errors);
    }

    private static Process? Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
