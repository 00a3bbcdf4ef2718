using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aegis.EmbeddingServer.Tests.Api;

public sealed class ExposureWarningTests
{
    [Theory]
    [InlineData("http://127.0.0.1:8181", true)]
    [InlineData("http://127.1.2.3:8181", true)]
    [InlineData("http://127.255.255.254:8181", true)]
    [InlineData("http://[::1]:8181", true)]
    [InlineData("http://[::1%1]:8181", true)]
    [InlineData("http://[::ffff:127.0.0.1]:8181", true)]
    [InlineData("http://[::ffff:127.0.0.2]:8181", true)]
    [InlineData("http://localhost:8181", true)]
    [InlineData("https://LOCALHOST", true)]
    [InlineData("http://unix:/run/aegis.sock", true)]
    [InlineData("http://0.0.0.0:8181", false)]
    [InlineData("http://[::]:8181", false)]
    [InlineData("http://*:8181", false)]
    [InlineData("http://+:8181", false)]
    [InlineData("http://192.168.1.5:8181", false)]
    [InlineData("http://128.0.0.1:8181", false)]
    [InlineData("http://[::ffff:192.168.1.5]:8181", false)]
    [InlineData("http://[fe80::1%1]:8181", false)]
    [InlineData("http://embeddings.example:80", false)]
    public void IsLocal_Address_IsOneThatOnlyThisMachineReaches(string address, bool local) =>
        Assert.Equal(local, ExposureWarning.IsLocal(address));

    // Told the addresses instead of listening on them: no test may be reachable from elsewhere.
    [Theory]
    [InlineData("http://0.0.0.0:8181", null, 1)]
    [InlineData("http://0.0.0.0:8181", "a-key", 0)]
    [InlineData("http://127.0.0.1:8181", null, 0)]
    public async Task Started_OnAnAddress_WarnsOnceWhereAnybodyCanCall(string address, string? key, int warnings)
    {
        var logger = new CountingLogger();
        using var server = new ServerOn(address);

        await new ExposureWarning(server, new ApiOptions { Keys = key is null ? [] : [key] }, logger).StartedAsync(
            TestContext.Current.CancellationToken);

        Assert.Equal(warnings, logger.Warnings);
    }

    [Fact]
    public async Task Server_OfEverySetting_HasTheWarningAmongItsServices()
    {
        await using var server = await TestServer.StartAsync("Aegis:Backend=deterministic");

        Assert.Single(server.Services.GetServices<IHostedService>().OfType<ExposureWarning>());
    }

    private sealed class CountingLogger : ILogger<ExposureWarning>
    {
        public int Warnings { get; private set; }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            Warnings += logLevel == LogLevel.Warning ? 1 : 0;
    }

    private sealed class ServerOn : IServer, IServerAddressesFeature
    {
        public ServerOn(string address)
        {
            Addresses.Add(address);
            Features.Set<IServerAddressesFeature>(this);
        }

        public IFeatureCollection Features { get; } = new FeatureCollection();

        public ICollection<string> Addresses { get; } = [];

        public bool PreferHostingUrls { get; set; }

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
            where TContext : notnull => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose()
        {
        }
    }
}
