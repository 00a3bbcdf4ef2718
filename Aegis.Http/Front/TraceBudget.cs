namespace Aegis.Http.Front;

/// <summary>So many a second, and no more in a burst than in one second: a token bucket. Safe from any thread.</summary>
internal sealed class TraceBudget(int perSecond, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private double _left = perSecond;
    private long _filledAt = clock.GetTimestamp();

    /// <summary>Takes one; false when there is none left.</summary>
    public bool TryTake()
    {
        lock (_gate)
        {
            var now = clock.GetTimestamp();
            _left = Math.Min(perSecond, _left + (perSecond * clock.GetElapsedTime(_filledAt, now).TotalSeconds));
            _filledAt = now;
            if (_left < 1)
            {
                return false;
            }

            _left--;
            return true;
        }
    }
}
