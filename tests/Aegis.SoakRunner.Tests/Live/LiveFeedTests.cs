using Aegis.SoakRunner.Document;
using Aegis.SoakRunner.Live;
using Aegis.SoakRunner.Tests.Support;

namespace Aegis.SoakRunner.Tests.Live;

public sealed class LiveFeedTests
{
    private const int MaxTicks = 3_600;
    private const int MaxWaiting = 256;

    private readonly LiveFeed _feed = new("http://127.0.0.1:5080/");

    [Fact]
    public void State_BeforeAnyRun_IsIdleAtItsTarget() => Assert.Equal(Samples.Idle, _feed.State);

    [Fact]
    public void Ticks_LongRun_KeepsTheLatestHour()
    {
        foreach (var second in Enumerable.Range(1, 10_000))
        {
            _feed.Tell(Samples.Tick(second));
        }

        Assert.Equal(Enumerable.Range(10_000 - MaxTicks + 1, MaxTicks), _feed.Ticks.Select(tick => (int)tick.Seconds));
    }

    [Fact]
    public void Watch_Events_ComeInOrder()
    {
        var watcher = _feed.Watch();
        _feed.Tell(Samples.Running);
        _feed.Tell(Samples.Tick(1));
        _feed.Tell(Samples.Gates);
        _feed.Clear();

        Assert.Equal(["state", "tick", "gates", "clear"], Read(watcher).Select(Name));
    }

    // Who does not keep up misses the oldest, and holds nobody up.
    [Fact]
    public void Watch_WithoutReading_KeepsTheLatest()
    {
        var watcher = _feed.Watch();
        foreach (var second in Enumerable.Range(1, 10_000))
        {
            _feed.Tell(Samples.Tick(second));
        }

        var read = Read(watcher).ToList();
        Assert.Equal(MaxWaiting, read.Count);
        Assert.Equal(10_000, read[^1].Tick!.Seconds);
        Assert.Equal(10_000 - MaxWaiting + 1, read[0].Tick!.Seconds);
    }

    [Fact]
    public void Leave_Watcher_HearsNothingMoreAndOthersDo()
    {
        var (gone, other) = (_feed.Watch(), _feed.Watch());
        _feed.Leave(gone);
        _feed.Leave(gone);
        _feed.Tell(Samples.Running);

        Assert.Empty(Read(gone));
        Assert.Single(Read(other));
    }

    [Fact]
    public void Clear_OldRun_IsForgotten()
    {
        _feed.Tell(Samples.Tick(1));
        _feed.Tell(Samples.Gates);

        _feed.Clear();

        Assert.Empty(_feed.Ticks);
        Assert.Empty(_feed.Gates);
    }

    [Fact]
    public void Tell_LatestStateAndGates_AreWhatIsKnown()
    {
        _feed.Tell(Samples.Running);
        _feed.Tell(Samples.Finished);
        _feed.Tell(Samples.Gates);
        IReadOnlyList<GateResult> last = [.. Samples.Gates.Take(1)];
        _feed.Tell(last);

        Assert.Equal(Samples.Finished, _feed.State);
        Assert.Equal(last, _feed.Gates);
    }

    private static IEnumerable<LiveEvent> Read(System.Threading.Channels.Channel<LiveEvent> watcher)
    {
        while (watcher.Reader.TryRead(out var happened))
        {
            yield return happened;
        }
    }

    private static string Name(LiveEvent happened) => happened switch
    {
        { State: not null } => "state",
        { Tick: not null } => "tick",
        { Gates: not null } => "gates",
        { Clear: true } => "clear",
        _ => "nothing",
    };
}
