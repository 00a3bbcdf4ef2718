using System.Collections.Immutable;
using System.Threading.Channels;
using Aegis.SoakRunner.Document;

namespace Aegis.SoakRunner.Live;

/// <summary>One thing that happened; one field is set.</summary>
/// <param name="State">The new state.</param>
/// <param name="Tick">A second went by.</param>
/// <param name="Gates">The rubric was judged again.</param>
/// <param name="Clear">A new run begins.</param>
internal sealed record LiveEvent(LiveState? State = null, LiveTick? Tick = null, IReadOnlyList<GateResult>? Gates = null, bool Clear = false);

/// <summary>What the runner tells whoever watches. Bounded: a watcher that does not keep up misses the oldest. Safe for concurrent use.</summary>
internal sealed class LiveFeed(string target)
{
    private const int MostTicks = 3_600;
    private const int MostWaiting = 256;

    private readonly Lock _gate = new();
    private readonly Queue<LiveTick> _ticks = new();
    private ImmutableArray<Channel<LiveEvent>> _watchers = [];

    /// <summary>The present state.</summary>
    public LiveState State { get; private set; } = new(RunStatus.Idle, target, null, null, null, 0, 0, null, null);

    /// <summary>The rubric as it was judged last.</summary>
    public IReadOnlyList<GateResult> Gates { get; private set; } = [];

    /// <summary>The latest seconds of the run.</summary>
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

    /// <summary>Begins anew.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _ticks.Clear();
            Gates = [];
        }

        Tell(new LiveEvent(Clear: true));
    }

    /// <summary>Tells a new state.</summary>
    public void Tell(LiveState state)
    {
        State = state;
        Tell(new LiveEvent(State: state));
    }

    /// <summary>Tells that a second went by.</summary>
    public void Tell(LiveTick tick)
    {
        lock (_gate)
        {
            _ticks.Enqueue(tick);
            if (_ticks.Count > MostTicks)
            {
                _ticks.Dequeue();
            }
        }

        Tell(new LiveEvent(Tick: tick));
    }

    /// <summary>Tells how the rubric is judged now.</summary>
    public void Tell(IReadOnlyList<GateResult> gates)
    {
        Gates = gates;
        Tell(new LiveEvent(Gates: gates));
    }

    /// <summary>Watches from now on, until the channel is given back.</summary>
    public Channel<LiveEvent> Watch()
    {
        var watcher = Channel.CreateBounded<LiveEvent>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest });
        ImmutableInterlocked.Update(ref _watchers, watchers => watchers.Add(watcher));
        return watcher;
    }

    /// <summary>Gives a channel back.</summary>
    public void Leave(Channel<LiveEvent> watcher) => ImmutableInterlocked.Update(ref _watchers, watchers => watchers.Remove(watcher));

    private void Tell(LiveEvent happened)
    {
        foreach (var watcher in _watchers)
        {
            watcher.Writer.TryWrite(happened);
        }
    }
}
