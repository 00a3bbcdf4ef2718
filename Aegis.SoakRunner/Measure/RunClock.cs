namespace Aegis.SoakRunner.Measure;

/// <summary>The clock of a run: 0 when its first request may be due.</summary>
internal sealed class RunClock(TimeProvider time)
{
    private static readonly TimeSpan ShortestTimer = TimeSpan.FromMilliseconds(1);

    private readonly long _start = time.GetTimestamp();

    public TimeProvider Time => time;

    public TimeSpan Elapsed => time.GetElapsedTime(_start);

    /// <summary>Blocks the thread until a moment. Returns false if it is stopped earlier.</summary>
    // TimeProvider has no wait that blocks and none that is shorter than a millisecond, so this one waits in real time.
    public bool WaitUntil(TimeSpan moment, CancellationToken stop)
    {
        while (moment - Elapsed is { Ticks: > 0 } rest)
        {
            if (rest < ShortestTimer && ShortSleep.IsAvailable)
            {
                ShortSleep.For(rest);
                continue;
            }

            var wait = rest < ShortestTimer ? ShortestTimer : TimeSpan.FromMilliseconds(Math.Floor(rest.TotalMilliseconds));
            if (stop.WaitHandle.WaitOne(wait))
            {
                return false;
            }
        }

        return !stop.IsCancellationRequested;
    }

    /// <summary>Waits until a moment or a stop, whichever is first, and never throws: the caller looks at the token.</summary>
    public async Task UntilAsync(TimeSpan moment, CancellationToken stop)
    {
        if (moment - Elapsed is { Ticks: > 0 } rest)
        {
            await Task.Delay(rest, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
