using Microsoft.Extensions.Time.Testing;

namespace Aegis.EmbeddingServer.Tests.Hub;

/// <summary>Downloads that are cut, resumed, wrong or refused.</summary>
public sealed class HubDownloadTests
{
    private const string Graph = PullFixture.Graph;
    private const string Resolve = $"/acme/tiny/resolve/{FakeHub.Commit}/";

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

        fixture.AssertComplete(PullFixture.Everything);
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

        fixture.AssertComplete(PullFixture.Everything);
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
            await Turn(HubConnection.SilenceTimeout, () => context.RequestAborted.IsCancellationRequested);
            await Turn(TimeSpan.FromSeconds(1), () => fixture.Hub.Downloads(Graph).Length > 1);
        });

        await fixture.PullAsync();

        fixture.AssertComplete(PullFixture.Everything);
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
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted)
                .ContinueWith(_ => { }, TaskScheduler.Default);
            return true;
        };

        var pull = fixture.FailureAsync();
        await Deadline.UntilAsync(() =>
        {
            clock.Advance(HubConnection.SilenceTimeout);
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

        fixture.AssertComplete(PullFixture.Everything);
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

        fixture.AssertComplete(PullFixture.Everything);
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

        fixture.AssertComplete(PullFixture.Everything);
    }

    [Fact]
    public async Task Download_PartThatIsWhole_IsNotDownloadedAgain()
    {
        await using var fixture = await PullFixture.StartAsync();
        fixture.Write($"{Graph}.part", fixture.Hub.Files[Graph]);

        await fixture.PullAsync();

        fixture.AssertComplete(PullFixture.Everything);
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
        Assert.DoesNotContain(
            fixture.Present(),
            present => present.StartsWith(file, StringComparison.Ordinal) || present == "manifest.json");
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
}
