using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Aegis.EmbeddingServer.Tests.Support;

/// <summary>The server's page in a browser: its parts by name, and answers that a test puts in place of the server's.</summary>
internal sealed partial class UiWindow : BrowserWindow
{
    private readonly ConcurrentDictionary<string, ScriptedAnswer> _script;

    private UiWindow(IBrowserContext context, IPage page, Dictionary<string, ScriptedAnswer> script)
        : base(context, page) => _script = new(script);

    public ILocator State => Page.Locator("#state");

    public ILocator StateText => Page.Locator("#state-text");

    public ILocator Lines => Page.GetByLabel("Texts, one a line");

    public ILocator Compare => Page.Locator("#compare-button");

    public ILocator Refused => Page.Locator("#refused");

    public ILocator Result => Page.Locator("#result");

    public ILocator Facts => Page.Locator("#result-facts");

    public ILocator Pair => Page.GetByRole(AriaRole.Group, new() { Name = "Chosen pair" });

    public ILocator Cells => Page.Locator(".heat tbody td");

    public ILocator RowHeaders => Page.Locator(".heat tbody th");

    public ILocator Key => Page.Locator("#key");

    public ILocator KeyField => Page.GetByLabel("API key");

    /// <summary>Opens the page.</summary>
    /// <param name="browser">Where.</param>
    /// <param name="server">The server that serves it.</param>
    /// <param name="script">
    /// Answers by path, of <c>/health</c>, <c>/metrics</c> and <c>/v1/embeddings</c>; the server answers the other paths.
    /// </param>
    /// <param name="width">In pixels.</param>
    /// <param name="scheme">Light or dark.</param>
    /// <param name="prepare">What is to be done before the page is there.</param>
    public static async Task<UiWindow> OpenAsync(
        Browser browser,
        Uri server,
        Dictionary<string, ScriptedAnswer>? script = null,
        int width = 1280,
        ColorScheme scheme = ColorScheme.Light,
        Func<IPage, Task>? prepare = null)
    {
        var context = await browser.NewContextAsync(width, scheme);
        var window = new UiWindow(context, await context.NewPageAsync(), script ?? []);
        await window.Page.RouteAsync(Data(), window.AnswerAsync);
        await (prepare?.Invoke(window.Page) ?? Task.CompletedTask);
        await window.Page.GotoAsync(server.AbsoluteUri);
        return window;
    }

    /// <summary>From now on this answers.</summary>
    public void Script(string path, ScriptedAnswer answer) => _script[path] = answer;

    /// <summary>From now on the server answers again.</summary>
    public void Unscript(string path) => _script.TryRemove(path, out _);

    /// <summary>How often a path was asked for.</summary>
    public int Asked(string path) => Requests.Count(url => new Uri(url).AbsolutePath == path);

    public ILocator Cell(int row, int column) => Page.Locator($".heat tbody tr:nth-child({row}) td:nth-of-type({column})");

    /// <summary>A number of the live part, by its id.</summary>
    public ILocator Live(string id) => Page.Locator($"#live-{id}");

    /// <summary>Types these lines and compares them.</summary>
    public async Task CompareAsync(params string[] lines)
    {
        await Lines.FillAsync(string.Join('\n', lines));
        await Lines.PressAsync("Control+Enter");
        await Assertions.Expect(Cells).ToHaveCountAsync(lines.Length * lines.Length);
    }

    /// <summary>The numbers of the heat map, row by row.</summary>
    public async Task<double[]> CosinesAsync() =>
        [.. (await Cells.AllInnerTextsAsync()).Select(
            text => double.Parse(text.Replace('−', '-'), System.Globalization.CultureInfo.InvariantCulture))];

    // Not the files of the page: each would take a detour through the test.
    [GeneratedRegex("/(health|metrics|v1/embeddings)$")]
    private static partial Regex Data();

    private Task AnswerAsync(IRoute route)
    {
        if (!_script.TryGetValue(new Uri(route.Request.Url).AbsolutePath, out var answer))
        {
            return route.ContinueAsync();
        }

        return answer.Status switch
        {
            ScriptedAnswer.Never => Task.CompletedTask,
            ScriptedAnswer.None => route.AbortAsync(),
            var status => route.FulfillAsync(new() { Status = status, Body = answer.Body, Headers = answer.Headers }),
        };
    }
}

/// <summary>What stands in for an answer of the server.</summary>
/// <param name="Status">Its status; <see cref="None"/>: the connection breaks; <see cref="Never"/>: it stays open in silence.</param>
/// <param name="Body">Its body.</param>
/// <param name="Headers">Its headers.</param>
internal sealed record ScriptedAnswer(int Status, string Body = "", Dictionary<string, string>? Headers = null)
{
    public const int None = 0;

    public const int Never = -1;

    public static ScriptedAnswer Broken { get; } = new(None);

    public static ScriptedAnswer Silent { get; } = new(Never);

    /// <summary>A body of <c>/health</c> with this status.</summary>
    public static ScriptedAnswer Health(string status, string? reason = null) => new(
        status == "ok" ? 200 : 503,
        System.Text.Json.JsonSerializer.Serialize(new
        {
            status,
            version = "9.8.7",
            model = (string?)null,
            execution_provider = (string?)null,
            precision = (string?)null,
            execution_reason = (string?)null,
            reason,
        }));

    /// <summary>A refusal in the envelope.</summary>
    public static ScriptedAnswer Error(int status, string code, string message, Dictionary<string, string>? headers = null) => new(
        status,
        System.Text.Json.JsonSerializer.Serialize(new { error = new { message, type = "server_error", param = (string?)null, code } }),
        headers);
}
