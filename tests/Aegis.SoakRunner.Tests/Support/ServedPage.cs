using Microsoft.AspNetCore.Builder;

namespace Aegis.SoakRunner.Tests.Support;

/// <summary>The runner's real page, for a target.</summary>
internal sealed class ServedPage : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _output;

    private ServedPage(WebApplication app, string output) => (_app, _output) = (app, output);

    public Uri Address => new(_app.Urls.Single());

    public HttpClient Client() => new() { BaseAddress = Address };

    public static async Task<ServedPage> StartAsync(Uri target)
    {
        var output = Directory.CreateTempSubdirectory("aegis-soak-").FullName;
        var app = await Commands.BuildPageAsync(
            "http://127.0.0.1:0", target, output, mayStopTarget: false, TestContext.Current.CancellationToken);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new ServedPage(app, output);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Directory.Delete(_output, recursive: true);
    }
}
