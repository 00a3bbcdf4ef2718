using Aegis.Gateway.Settings;

namespace Aegis.Gateway.Tests.Distributed;

/// <summary>
/// Servers that die, stop, hang and are replaced one by one under load. Callers notice nothing. A server that is gone gets no
/// requests, and gets them again after its return.
/// </summary>
public sealed class FleetTests
{
    [Fact]
    public async Task Server_Killed_IsNotNoticedByCallersAndComesBack()
    {
        await using var fleet = await Fleet.StartAsync();
        await using var load = await SteadyLoad.StartAsync(fleet.Gateway.Client);

        fleet[0].Kill();
        await fleet.EndedAsync(0);
        await fleet.Gateway.ReadyAsync(1);
        await load.GoesOnAsync();
        fleet.Start(0);
        await fleet.Gateway.ReadyAsync(2);
        await load.GoesOnAsync();
    }

    [Fact]
    public async Task Server_Hung_IsNotNoticedByCallersAndComesBack()
    {
        await using var fleet = await Fleet.StartAsync();
        await using var load = await SteadyLoad.StartAsync(fleet.Gateway.Client);

        fleet[1].Hang();
        await fleet.Gateway.ReadyAsync(1);
        await load.GoesOnAsync();
        fleet[1].Resume();
        await fleet.Gateway.ReadyAsync(2);
        await load.GoesOnAsync();
    }

    [Fact]
    public async Task Servers_RestartedOneByOne_LoseNothing()
    {
        await using var fleet = await Fleet.StartAsync();
        await using var load = await SteadyLoad.StartAsync(fleet.Gateway.Client);

        for (var index = 0; index < 2; index++)
        {
            fleet[index].Terminate();
            Assert.Equal(0, await fleet.EndedAsync(index));
            await fleet.Gateway.ReadyAsync(1);
            await load.GoesOnAsync();
            fleet.Start(index);
            await fleet.Gateway.ReadyAsync(2);
        }

        await load.GoesOnAsync();
    }

    // Kills one server, and stops the other one when the first is back: one of them can always answer.
    [Fact]
    public async Task Servers_KilledAndStoppedInTurn_LoseNothing()
    {
        await using var fleet = await Fleet.StartAsync();
        await using var load = await SteadyLoad.StartAsync(fleet.Gateway.Client);

        for (var round = 0; round < 2; round++)
        {
            fleet[0].Kill();
            await fleet.EndedAsync(0);
            await fleet.Gateway.ReadyAsync(1);
            fleet.Start(0);
            await fleet.Gateway.ReadyAsync(2);
            fleet[1].Terminate();
            Assert.Equal(0, await fleet.EndedAsync(1));
            await fleet.Gateway.ReadyAsync(1);
            fleet.Start(1);
            await fleet.Gateway.ReadyAsync(2);
        }

        await load.GoesOnAsync();
    }

    // The worst case: a server hangs right after a health check, and the next check takes all of its time limit.
    [Fact]
    public void Server_ThatHangs_IsFoundWithinTwoSeconds()
    {
        var options = new ReplicaOptions();

        Assert.True(options.HealthInterval + options.HealthTimeLimit < TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task Gateway_ToldToStop_AnswersWhatItHas()
    {
        await using var server = await Support.StubServer.StartAsync();
        var end = new TaskCompletionSource();
        server.Answer = Support.StubServer.AnswerAfter(end.Task);
        await using var gateway = GatewayProcess(
            "--urls=http://127.0.0.1:0",
            $"--Aegis:Gateway:Servers={server.Address.GetLeftPart(UriPartial.Authority)}");
        using var client = new HttpClient { BaseAddress = await gateway.AddressAsync() };
        var request = EmbeddingsCaller.PostAsync(client, """{"input": "text"}""");
        await Deadline.UntilAsync(() => server.Asked.Count == 1);

        gateway.Terminate();
        await Deadline.UntilAsync(() => gateway.Output.Contains("shutting down", StringComparison.Ordinal));
        end.SetResult();

        using var response = await request;
        Assert.Equal("answer", await response.Content.ReadAsStringAsync());
        Assert.Equal(0, await gateway.ExitCodeAsync());
    }

    [Fact]
    public async Task Gateway_WithWrongSettings_NamesThemAllWithoutAStack()
    {
        await using var gateway = GatewayProcess("--Aegis:Gateway:Servers=nowhere", "--Aegis:Gateway:Typo=1");

        Assert.Equal(2, await gateway.ExitCodeAsync());
        Assert.All(["Aegis:Gateway:Servers", "Aegis:Gateway:Typo"], key => Assert.Contains(key, gateway.Output, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", gateway.Output, StringComparison.Ordinal);
    }

    private static ServerProcess GatewayProcess(params string[] args) =>
        ServerProcess.StartProgram("Aegis.Gateway.dll", new Dictionary<string, string?>(), args);
}
