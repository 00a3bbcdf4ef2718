using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting.Systemd;

namespace Aegis.EmbeddingServer.Tests.Supervision;

/// <summary>What systemd is told, and when.</summary>
public sealed class SupervisorNoticeTests
{
    private const string FreePort = "--urls=http://127.0.0.1:0";

    [Fact]
    public async Task Process_UnderAServiceManager_IsReadyWhenHealthIsOkAndStoppingAtSigterm()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "systemd is Linux's");
        await using var manager = new NotifySocket();
        await using var server = ServerProcess.Start(new Dictionary<string, string?> { ["NOTIFY_SOCKET"] = manager.Path }, FreePort);
        using var client = new HttpClient { BaseAddress = await server.AddressAsync() };

        var untilReady = await manager.UntilAsync("READY=1");
        using var health = await client.GetAsync("/health");
        server.Terminate();
        var untilStopping = await manager.UntilAsync("STOPPING=1");

        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        Assert.Equal(["STATUS=starting: the model is being loaded", "STATUS=serving all-MiniLM-L6-v2", "READY=1"], untilReady);
        Assert.Equal(["STATUS=draining: the server is shutting down", "STOPPING=1"], untilStopping);
        Assert.Equal(0, await server.ExitCodeAsync());
    }

    [Fact]
    public async Task Process_WithAModelThatCannotBeServed_TellsWhyAndIsNeverReady()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "systemd is Linux's");
        await using var manager = new NotifySocket();
        var environment = new Dictionary<string, string?> { ["NOTIFY_SOCKET"] = manager.Path, ["Aegis__Model__ExitOnFailure"] = "true" };
        await using var server = ServerProcess.Start(environment, FreePort, "--Aegis:Model:Directory=/no/such/model");

        var untilError = await manager.UntilAsync("STATUS=error: ");
        Assert.Equal(1, await server.ExitCodeAsync());

        Assert.Contains("model", untilError[^1], StringComparison.Ordinal);
        Assert.DoesNotContain("READY=1", manager.Rest());
    }

    [Fact]
    public async Task Process_WithASocketThatNobodyHolds_ServesAndWarnsOnce()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "systemd is Linux's");
        await using var server = ServerProcess.Start(
            new Dictionary<string, string?> { ["NOTIFY_SOCKET"] = "/no/such/socket" },
            FreePort,
            "--Aegis:Backend=deterministic");
        using var client = new HttpClient { BaseAddress = await server.AddressAsync() };
        await ServerProcessTests.ReadyAsync(client);

        await Deadline.UntilAsync(() => server.Output.Contains("NOTIFY_SOCKET", StringComparison.Ordinal));
        Assert.Equal(2, server.Output.Split("NOTIFY_SOCKET").Length);
    }

    // The port is open all the while: that is not enough.
    [Fact]
    public async Task Ready_WhileTheModelLoads_IsNotSaid()
    {
        using var loaded = new ManualResetEventSlim();
        var notifier = new RecordingNotifier();
        await using var server = await TestServer.StartLoadingAsync(() =>
        {
            loaded.Wait();
            return TestModels.Around(new GatedModel())();
        });
        var notice = Notice(server, notifier);
        await notice.StartingAsync(CancellationToken.None);
        await notice.StartedAsync(CancellationToken.None);
        var early = notifier.Told;

        loaded.Set();
        await server.ModelLoadedAsync();

        Assert.DoesNotContain("READY=1", early);
        Assert.Equal("READY=1", notifier.Told[^1]);
    }

    [Fact]
    public async Task Ready_OfADisabledServer_IsSaid()
    {
        var notifier = new RecordingNotifier();
        await using var server = await TestServer.StartAsync("Aegis:Enabled=false");
        var notice = Notice(server, notifier);

        await notice.StartingAsync(CancellationToken.None);
        await notice.StartedAsync(CancellationToken.None);

        Assert.Equal(["STATUS=error: embeddings are disabled (Aegis:Enabled)", "READY=1"], notifier.Told);
    }

    [Fact]
    public async Task Status_OfACanaryThatFails_IsToldOnALine()
    {
        var notifier = new RecordingNotifier();
        await using var server = await TestServer.StartAsync("Aegis:Backend=deterministic");
        var notice = Notice(server, notifier);
        await notice.StartingAsync(CancellationToken.None);
        await notice.StartedAsync(CancellationToken.None);

        server.Services.GetRequiredService<ServingState>().CanaryEnded("cosine 0.5\nof 'hello'");

        Assert.StartsWith("STATUS=error: known texts", notifier.Told[^1], StringComparison.Ordinal);
        Assert.DoesNotContain('\n', notifier.Told[^1]);
    }

    private static SupervisorNotice Notice(TestServer server, ISystemdNotifier notifier) =>
        ActivatorUtilities.CreateInstance<SupervisorNotice>(server.Services, notifier);

    private sealed class RecordingNotifier : ISystemdNotifier
    {
        private readonly List<string> _told = [];

        public bool IsEnabled => true;

        public IReadOnlyList<string> Told
        {
            get
            {
                lock (_told)
                {
                    return [.. _told];
                }
            }
        }

        public void Notify(ServiceState state)
        {
            lock (_told)
            {
                _told.Add(state.ToString());
            }
        }
    }
}
