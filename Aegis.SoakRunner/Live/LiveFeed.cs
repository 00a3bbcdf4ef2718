using System.Collections.Immutable;
using System.Threading.Channels;

namespace Aegis.SoakRunner.Live;

/// <summary>An event; one field is set.</summary>
internal sealed record LiveEvent(
    LiveState? State = null, LiveTick? Tick = null, IReadOnlyList<GateResult>? Gates = null, bool Clear = false);

/// <summary>Sends the events of a run to its watchers. Bounded: a slow watcher loses the oldest events. Safe for concurrent use.</summary>
internal sealed class LiveFeed(string target)
{
    private const int MaxTicks = 3_600;
    private const int MaxWaiting = 256;

    private readonly Lock _gate = new();
    private readonly Queue<LiveTick> _ticks = new();
    private ImmutableArray<Channel<LiveEvent>> _watchers = [];

    public LiveState State { get; private set; } = new(RunStatus.Idle, target, null, null, null, 0, 0, null, null);

    public IReadOnlyList<GateResult> Gates { get; private set; } = [];

    public IReadOnlyList<LiveTick> Ticks
    {
        get
        {
            lock (_gate)
            {
                return [.. _ticks];
            }
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _ticks.Clear();
            Gates = [];
        }

        Tell(new LiveEvent(Clear: true));
    }

    public void Tell(LiveState state)
    {
        State = state;
        Tell(new LiveEvent(State: state));
    }

    public void Tell(LiveTick tick)
    {
        lock (_gate)
        {
            _ticks.Enqueue(tick);
            if (_ticks.Count > MaxTicks)
            {
                _ticks.Dequeue();
            }
        }

        Tell(new LiveEvent(Tick: tick));
    }

    public void Tell(IReadOnlyList<GateResult> gates)
    {
        Gates = gates;
        Tell(new LiveEvent(Gates: gates));
    }

    /// <summary>Watches until <see cref="Leave"/>.</summary>
    public Channel<LiveEvent> Watch()
    {
        var watcher = Channel.CreateBounded<LiveEvent>(
            new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.DropOldest });
        ImmutableInterlocked.Update(ref _watchers, watchers => watchers.Add(watcher));
        return watcher;
    }

    public void Leave(Channel<LiveEvent> watcher) => ImmutableInterlocked.Update(ref _watchers, watchers => watchers.Remove(watcher));

    private void Tell(LiveEvent happened)
    {
        foreach (var watcher in _watchers)
        {
            watcher.Writer.TryWrite(happened);
        }
    }
}
