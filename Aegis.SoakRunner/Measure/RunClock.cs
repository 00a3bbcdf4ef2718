using System.Diagnostics;

namespace Aegis.SoakRunner.Measure;

/// <summary>The clock of a run: 0 when its first request may be due.</summary>
internal sealed class RunClock
{
    private static readonly TimeSpan LeastWait = TimeSpan.FromMilliseconds(1);

    private readonly long _start = Stopwatch.GetTimestamp();

    /// <summary>Time since the start.</summary>
    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_start);

    /// <summary>Blocks the thread until a moment; false when it is told to stop before.</summary>
    public bool WaitUntil(TimeSpan moment, CancellationToken stop)
    {
        while (moment - Elapsed is { Ticks: > 0 } rest)
        {
            if (rest < LeastWait && ShortSleep.IsThere)
            {
                ShortSleep.For(rest);
                continue;
            }

            // Whole milliseconds: waiting for less is waiting for a millisecond.
            var wait = rest < LeastWait ? LeastWait : TimeSpan.FromMilliseconds(Math.Floor(rest.TotalMilliseconds));
            if (stop.WaitHandle.WaitOne(wait))
            {
                return false;
            }
        }

        return !stop.IsCancellationRequested;
    }

    /// <summary>Waits until a moment, or until it is told to stop; the caller sees which.</summary>
    public async Task UntilAsync(TimeSpan moment, CancellationToken stop)
    {
        if (moment - Elapsed is { Ticks: > 0 } rest)
        {
            await Task.Delay(rest, TimeProvider.System, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
