using System.Globalization;
using Aegis.EmbeddingServer.Hub;
using Aegis.EmbeddingServer.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Aegis.EmbeddingServer.Tests.Hub;

/// <summary>Downloads that are cut, resumed, wrong or refused.</summary>
public sealed class HubDownloadTests
{
    private const string Graph = PullFixture.Graph;
    private const string Resolve = $"/acme/tiny/resolve/{FakeHub.Commit}/";

    private static readonly string[] Everything = ["1_Pooling/config.json", "README.md", "config.json", "tokenizer.json", "vocab.txt", Graph];

    [Fact]
    public async Task Download_ConnectionCut_GoesOnWhereItWas()
    {
        await using var fixture = await PullFixture.StartAsync();
        fixture.CutGraphOnce(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });

        await fixture.PullAsync();

        fixture.AssertComplete(Everything);
        Assert.Equal(["", "bytes=150000-"], fixture.Hub.Downloads(Graph));
        Assert.Equal([TimeSpan.FromSeconds(1)], fixture.Clock.Waits);
    }

    [Fact]
    public async Task Download_Stopped_LeavesThePartAndGoesOnNextTime()
    {
        await using var fixture = await PullFixture.StartAsync();
        using var stop = new CancellationTokenSource();
        fixture.CutGraphOnce(_ => stop.CancelAsync());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fixture.PullAsync("acme/tiny", null, stop.Token));
        Assert.Contains($"{Graph}.part", fixture.Present());
        Assert.DoesNotContain("manifest.json", fixture.Present());
        await fixture.PullAsync();

        fixture.AssertComplete(Everything);
        Assert.Equal(["", "bytes=150000-"], fixture.Hub.Downloads(Graph));
    }

    [Fact]
    public async Task Download_SilentForTwoMinutes_GoesOnWithANewRequest()
    {
        await using var fixture = await PullFixture.StartAsync();
        var clock = new FakeTimeProvider();
        fixture.OtherClock = clock;
        fixture.CutGraphOnce(async context =>
        {
            await Turn(HubConnection.Patience, () => context.RequestAborted.IsCancellationRequested);
            await Turn(TimeSpan.FromSeconds(1), () => fixture.Hub.Downloads(Graph).Length > 1);
        });

        await fixture.PullAsync();

        fixture.AssertComplete(Everything);
        Assert.Equal("bytes=150000-", fixture.Hub.Downloads(Graph)[1]);

        Task Turn(TimeSpan step, Func<bool> until) => Deadline.UntilAsync(() =>
        {
            clock.Advance(step);
            return until();
        });
    }

    [Fact]
    public async Task Request_NoAnswerForTwoMinutes_IsSaid()
    {
        await using var fixture = await PullFixture.StartAsync();
        var clock = new FakeTimeProvider();
        fixture.OtherClock = clock;
        fixture.Hub.Trouble = async context =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return true;
        };

        var pull = fixture.FailureAsync();
        await Deadline.UntilAsync(() =>
        {
            clock.Advance(HubConnection.Patience);
            return pull.IsCompleted;
        });

        Assert.Contains("did not answer for 120 s", await pull, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Download_RangeIgnored_BeginsAgain()
    {
        await using var fixture = await PullFixture.StartAsync();
        fixture.Write($"{Graph}.part", fixture.Hub.Files[Graph][..1000]);
        fixture.Hub.Trouble = async context =>
        {
            if (context.Request.Path != $"/cdn/{Graph}")
            {
                return false;
            }

            await fixture.Hub.SendAsync(context, ignoreRange: true);
            return true;
        };

        await fixture.PullAsync();

        fixture.AssertComplete(Everything);
        Assert.Equal(["bytes=1000-"], fixture.Hub.Downloads(Graph));
    }

    [Fact]
    public async Task Download_AnotherPartOfTheFileThanAskedFor_BeginsAgain()
    {
        await using var fixture = await PullFixture.StartAsync();
        fixture.Write($"{Graph}.part", fixture.Hub.Files[Graph][..1000]);
        fixture.Hub.Trouble = async context =>
        {
            if (context.Request.Path != $"/cdn/{Graph}" || context.Request.Headers.Range.Count == 0)
            {
                return false;
            }

            context.Response.StatusCode = 206;
            context.Response.Headers.ContentRange = "bytes 500-299999/300000";
            await context.Response.Body.WriteAsync(fixture.Hub.Files[Graph].AsMemory(500));
            return true;
        };

        await fixture.PullAsync();

        fixture.AssertComplete(Everything);
        Assert.Equal(["bytes=1000-", ""], fixture.Hub.Downloads(Graph));
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(300_000)]
    [InlineData(400_000)]
    public async Task Download_PartOfAnotherContent_BeginsAgain(int length)
    {
        await using var fixture = await PullFixture.StartAsync();
        fixture.Write($"{Graph}.part", new byte[length]);

        await fixture.PullAsync();

        fixture.AssertComplete(Everything);
    }

    [Fact]
    public async Task Download_PartThatIsWhole_IsNotDownloadedAgain()
    {
        await using var fixture = await PullFixture.StartAsync();
        fixture.Write($"{Graph}.part", fixture.Hub.Files[Graph]);

        await fixture.PullAsync();

        fixture.AssertComplete(Everything);
        Assert.Empty(fixture.Hub.Downloads(Graph));
    }

    [Theory]
    [InlineData(Graph, "sha256", 64)]
    [InlineData("vocab.txt", "git blob id", 40)]
    public async Task Download_WrongChecksum_FailsAndLeavesNothingOfTheFile(string file, string checksum, int digits)
    {
        await using var fixture = await PullFixture.StartAsync();
        fixture.Hub.WrongChecksums[file] = new string('0', digits);

        var message = await fixture.FailureAsync();

        Assert.Contains($"{file} is damaged: its {checksum} is ", message, StringComparison.Ordinal);
        Assert.Contains(new string('0', digits), message, StringComparison.Ordinal);
        Assert.DoesNotContain(fixture.Present(), present => present.StartsWith(file, StringComparison.Ordinal) || present == "manifest.json");
    }

    [Fact]
    public async Task Download_MoreThanTheHubSaid_Fails()
    {
        await using var fixture = await PullFixture.StartAsync();
        fixture.Hub.Trouble = async context =>
        {
            if (context.Request.Path != $"/cdn/{Graph}")
            {
                return false;
            }

            await context.Response.Body.WriteAsync(new byte[1_000_000]);
            return true;
        };

        Assert.Contains("the hub says 300000", await fixture.FailureAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_RedirectToAnotherHost_StaysWithTheHub()
    {
        await using var fixture = await PullFixture.StartAsync();

        await fixture.PullAsync("acme/tiny", "hf_secret", TestContext.Current.CancellationToken);

        Assert.Contains(fixture.Hub.Requests, seen => seen.Host == fixture.Hub.Cdn);
        Assert.All(fixture.Hub.Requests, seen => Assert.Equal(seen.Host == fixture.Hub.Cdn ? "" : "Bearer hf_secret", seen.Authorization));
        Assert.DoesNotContain("hf_secret", fixture.Progress.ToString() + await File.ReadAllTextAsync(fixture.File("manifest.json"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
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

        var exception = await Assert.ThrowsAsync<HubException>(() => fixture.PullAsync("acme/tiny", token, TestContext.Current.CancellationToken));

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

        fixture.AssertComplete(Everything);
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

        var exception = await Assert.ThrowsAsync<HubException>(() => pull.RunAsync(ModelReference.Parse("acme/tiny")!, fixture.Folder, [], TestContext.Current.CancellationToken));

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
