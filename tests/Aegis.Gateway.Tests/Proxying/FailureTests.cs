using System.Net;
using Aegis.Gateway.Tests.Support;

namespace Aegis.Gateway.Tests.Proxying;

/// <summary>The errors of the gateway when no server answers.</summary>
public sealed class FailureTests
{
    private const string Body = """{"input": "text"}""";

    [Fact]
    public async Task NoServer_ThatCanBeReached_Is503()
    {
        var gone = await StubServer.StartAsync();
        await gone.DisposeAsync();
        await using var gateway = await TestGateway.StartAsync([gone.Address]);

        using var response = await EmbeddingsCaller.PostAsync(gateway.Client, Body);
        var error = await EmbeddingsCaller.ErrorAsync(response);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "server_error", "upstream_error"), (error.Status, error.Type, error.Code));
        Assert.Contains("No server", error.Message, StringComparison.Ordinal);
        Assert.NotNull(response.Headers.RetryAfter);
        using var health = await gateway.Client.GetAsync("/health");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        using var alive = await gateway.Client.GetAsync("/alive");
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
    }

    [Fact]
    public async Task Servers_ThatBothBreakOff_Are503()
    {
        await using var first = await StubServer.StartAsync();
        await using var second = await StubServer.StartAsync();
        first.Answer = second.Answer = StubServer.BreakOff;
        await using var gateway = await TestGateway.StartAsync([first.Address, second.Address]);

        var error = await EmbeddingsCaller.ErrorAsync(gateway.Client, Body);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "upstream_error"), (error.Status, error.Code));
        Assert.Equal((1, 1), (first.Asked.Count, second.Asked.Count));
    }

    // A second server would take as long: the request may be too large for any server.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Server_ThatTakesTooLong_Is504AndNotReplaced(bool hasBegun)
    {
        await using var first = await StubServer.StartAsync();
        await using var second = await StubServer.StartAsync();
        first.Answer = second.Answer = hasBegun ? StubServer.HangInTheMiddle(1000) : StubServer.Hang;
        await using var gateway = await TestGateway.StartAsync(
            [first.Address, second.Address],
            "Aegis:Gateway:RequestTimeLimit=00:00:01",
            "Aegis:Gateway:HealthInterval=00:00:00.050",
            "Aegis:Gateway:HealthTimeLimit=00:00:00.300");

        var error = await EmbeddingsCaller.ErrorAsync(gateway.Client, Body);

        Assert.Equal((HttpStatusCode.GatewayTimeout, "timeout_error", "upstream_timeout"), (error.Status, error.Type, error.Code));
        Assert.Contains("Aegis:Gateway:RequestTimeLimit", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, first.Asked.Count + second.Asked.Count);
    }

    [Fact]
    public async Task Page_ThatTakesTooLong_IsNotToldToSendFewerInputs()
    {
        await using var server = await StubServer.StartAsync();
        server.Answer = StubServer.Hang;
        await using var gateway = await TestGateway.StartAsync(
            [server.Address],
            "Aegis:Gateway:RequestTimeLimit=00:00:01",
            "Aegis:Gateway:HealthInterval=00:00:00.050",
            "Aegis:Gateway:HealthTimeLimit=00:00:00.300");

        using var response = await gateway.Client.GetAsync("/v1/models");
        var error = await EmbeddingsCaller.ErrorAsync(response);

        Assert.Equal((HttpStatusCode.GatewayTimeout, "upstream_timeout"), (error.Status, error.Code));
        Assert.DoesNotContain("inputs", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Caller_WhoHangsUp_FreesTheServer()
    {
        await using var server = await StubServer.StartAsync();
        var freed = new TaskCompletionSource();
        server.Answer = async context =>
        {
            await StubServer.Hang(context);
            freed.SetResult();
        };
        await using var gateway = await TestGateway.StartAsync([server.Address]);
        using var hangUp = new CancellationTokenSource();
        using var content = new StringContent(Body);
        var request = gateway.Client.PostAsync("/v1/embeddings", content, hangUp.Token);
        await Deadline.UntilAsync(() => server.Asked.Count == 1);

        await hangUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        await freed.Task.WaitAsync(Deadline.Wait, TimeProvider.System);
    }

    [Fact]
    public async Task Body_OverTheLimit_Is413AndNoServerIsAsked()
    {
        await using var server = await StubServer.StartAsync();
        await using var gateway = await TestGateway.StartAsync([server.Address], "Aegis:Api:MaxBodyBytes=2048");

        var error = await EmbeddingsCaller.ErrorAsync(gateway.Client, $$"""{"input": "{{new string('x', 3000)}}"}""");

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "payload_too_large"), (error.Status, error.Code));
        Assert.Empty(server.Asked);
    }

    [Fact]
    public async Task Key_ThatIsMissing_Is401AndNoServerIsAsked()
    {
        await using var server = await StubServer.StartAsync();
        await using var gateway = await TestGateway.StartAsync([server.Address], "Aegis:Api:Keys=secret");

        var error = await EmbeddingsCaller.ErrorAsync(gateway.Client, Body);

        Assert.Equal((HttpStatusCode.Unauthorized, "invalid_api_key"), (error.Status, error.Code));
        Assert.Empty(server.Asked);
    }

    [Fact]
    public async Task Request_ThatIsForwarded_HasTheCallersKeyHostAndId()
    {
        await using var server = await StubServer.StartAsync();
        await using var gateway = await TestGateway.StartAsync([server.Address], "Aegis:Api:Keys=secret");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/embeddings") { Content = new StringContent(Body) };
        request.Headers.Add("Authorization", "Bearer secret");
        request.Headers.Add("x-request-id", "not harmless: <>");

        using var response = await gateway.Client.SendAsync(request);

        var headers = server.Headers!;
        Assert.Equal("Bearer secret", headers.Authorization);
        Assert.Equal(gateway.Address.Authority, headers.Host);
        // Both logs have the id that the caller sees.
        Assert.Equal(response.Headers.GetValues("x-request-id"), headers["x-request-id"].Select(id => id!));
        Assert.Equal(Body.Length, headers.ContentLength);
    }
}
