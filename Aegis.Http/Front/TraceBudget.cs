namespace Aegis.Http.Front;

/// <summary>A token bucket: limits the traces a second, and a burst to the same number. Thread-safe.</summary>
internal sealed class TraceBudget(int perSecond, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private double _left = perSecond;
    private long _filledAt = clock.GetTimestamp();

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
