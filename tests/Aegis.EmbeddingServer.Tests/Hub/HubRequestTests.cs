using System.Globalization;

namespace Aegis.EmbeddingServer.Tests.Hub;

/// <summary>Requests that are refused, fail for a moment, or are sent elsewhere.</summary>
public sealed class HubRequestTests
{
    private const string Graph = PullFixture.Graph;
    private const string Resolve = $"/acme/tiny/resolve/{FakeHub.Commit}/";

    [Fact]
    public async Task Token_RedirectToAnotherHost_StaysWithTheHub()
    {
        await using var fixture = await PullFixture.StartAsync();

        await fixture.PullAsync("acme/tiny", "hf_secret", TestContext.Current.CancellationToken);

        Assert.Contains(fixture.Hub.Requests, seen => seen.Host == fixture.Hub.Cdn);
        Assert.All(fixture.Hub.Requests, seen => Assert.Equal(seen.Host == fixture.Hub.Cdn ? "" : "Bearer hf_secret", seen.Authorization));
        Assert.DoesNotContain(
            "hf_secret",
            fixture.Progress.ToString() + await File.ReadAllTextAsync(fixture.File("manifest.json"), TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401, null, "does not exist, or is private or gated: HF_TOKEN must hold")]
    [InlineData(401, "hf_wrong", "the token in HF_TOKEN is wrong or may not read it")]
    [InlineData(403, null, "accept its conditions at")]
    [InlineData(403, "hf_right", "with the account of HF_TOKEN")]
    [InlineData(404, null, "acme/tiny does not exist, or has no revision 'main'")]
    [InlineData(418, null, "was answered with 418")]
    public async Task Request_Refused_SaysWhyAtOnce(int status, string? token, string expected)
    {
        await using var fixture = await PullFixture.StartAsync();
        fixture.Refuse("/api/models/acme/tiny/revision/main", status);

        var exception = await Assert.ThrowsAsync<HubException>(
            () => fixture.PullAsync("acme/tiny", token, TestContext.Current.CancellationToken));

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hf_", exception.Message, StringComparison.Ordinal);
        Assert.Single(fixture.Hub.Requests);
        Assert.Empty(fixture.Present());
    }

    [Theory]
    [InlineData("/api/models/acme/tiny/revision/main", 500)]
    [InlineData(Resolve + "config.json", 503)]
    [InlineData(Resolve + Graph, 429)]
    [InlineData("/cdn/" + Graph, 502)]
    [InlineData("/cdn/" + Graph, 403)]
    public async Task Request_FailsForAMoment_IsSentAgain(string path, int status)
    {
        await using var fixture = await PullFixture.StartAsync();
        fixture.Refuse(path, status, times: 3);

        await fixture.PullAsync();

        fixture.AssertComplete(PullFixture.Everything);
        Assert.Equal([1, 2, 4], fixture.Clock.Waits.Select(wait => wait.TotalSeconds));
    }

    [Fact]
    public async Task Request_FailsForGood_EndsAfterFourTimes()
    {
        await using var fixture = await PullFixture.StartAsync();
        fixture.Refuse("/cdn/" + Graph, 500);

        Assert.Contains("answered 500", await fixture.FailureAsync(), StringComparison.Ordinal);
        Assert.Equal(4, fixture.Hub.Downloads(Graph).Length);
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("Thu, 01 Jan 1970 00:00:30 GMT", 30)]
    public async Task RetryAfter_IsWaitedFor(string header, int seconds)
    {
        await using var fixture = await PullFixture.StartAsync();
        fixture.Refuse(Resolve + "config.json", 429, times: 1, header);

        await fixture.PullAsync();

        Assert.Equal([TimeSpan.FromSeconds(seconds)], fixture.Clock.Waits);
    }

    [Fact]
    public async Task RetryAfter_TooLong_EndsWithTheTime()
    {
        await using var fixture = await PullFixture.StartAsync();
        fixture.Refuse(Resolve + "config.json", 429, retryAfter: 3600.ToString(CultureInfo.InvariantCulture));

        Assert.Contains("it asks to wait 3600 s", await fixture.FailureAsync(), StringComparison.Ordinal);
        Assert.Empty(fixture.Clock.Waits);
    }

    [Fact]
    public async Task Hub_NotReachable_NamesItAndTheProxy()
    {
        await using var fixture = await PullFixture.StartAsync();
        // Nothing listens on the port of discarding.
        var pull = new HubPull(new HubOptions(new Uri("http://127.0.0.1:9"), null), fixture.Clock, fixture.Progress);

        var exception = await Assert.ThrowsAsync<HubException>(
            () => pull.RunAsync(ModelReference.Parse("acme/tiny")!, fixture.Folder, [], TestContext.Current.CancellationToken));

        Assert.Contains("http://127.0.0.1:9 cannot be reached", exception.Message, StringComparison.Ordinal);
        Assert.Contains("HTTPS_PROXY", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"sha":"../../etc","siblings":[]}""")]
    public async Task Hub_IsNone_SaysSo(string answer)
    {
        await using var fixture = await PullFixture.StartAsync();
        fixture.Hub.Trouble = async context =>
        {
            await context.Response.Body.WriteAsync(System.Text.Encoding.UTF8.GetBytes(answer));
            return true;
        };

        Assert.Contains("HF_ENDPOINT", await fixture.FailureAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Redirect_InCircles_Ends()
    {
        await using var fixture = await PullFixture.StartAsync();
        fixture.Hub.Trouble = context =>
        {
            context.Response.Redirect(context.Request.Path);
            return Task.FromResult(true);
        };

        Assert.Contains("redirects in circles", await fixture.FailureAsync(), StringComparison.Ordinal);
    }
}
