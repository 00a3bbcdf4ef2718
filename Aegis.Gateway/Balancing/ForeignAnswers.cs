namespace Aegis.Gateway.Balancing;

/// <summary>
/// Counts the answers in a row that came from a server's address, but not from an Aegis server. A few of them take the server
/// out of use for a pause. After the pause one request at a time tries the server; each failed try doubles the pause.
/// </summary>
internal sealed class ForeignAnswers(TimeProvider clock)
{
    /// <summary>Answers in a row that take a server out of use. One or two may come from a restart of the proxy.</summary>
    public const int Limit = 3;

    public static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private State _state;
    private int _inARow;
    private TimeSpan _pause;
    private long _pausedAt;

    private enum State
    {
        InUse,
        Paused,
        OnTrial,
    }

    /// <summary>True from the end of a pause until the next answer.</summary>
    public bool IsOnTrial
    {
        get
        {
            lock (_gate)
            {
                return _state == State.OnTrial;
            }
        }
    }

    /// <summary>Counts an answer.</summary>
    /// <returns>The pause that begins now; null when none begins.</returns>
    public TimeSpan? Add()
    {
        lock (_gate)
        {
            if (_state == State.InUse ? ++_inARow < Limit : IsPaused)
            {
                return null;
            }

            _pause = _pause == TimeSpan.Zero ? FirstPause : TimeSpan.FromTicks(Math.Min(2 * _pause.Ticks, LongestPause.Ticks));
            (_state, _pausedAt) = (State.Paused, clock.GetTimestamp());
            return _pause;
        }
    }

    /// <summary>An Aegis server answered, so earlier answers count no more.</summary>
    /// <returns>True when this ends a pause.</returns>
    public bool Clear()
    {
        lock (_gate)
        {
            var wasPaused = _state == State.Paused;
            (_state, _inARow, _pause) = (State.InUse, 0, TimeSpan.Zero);
            return wasPaused;
        }
    }

    /// <summary>False during a pause. After a pause the server is on trial.</summary>
    public bool MayBeUsed()
    {
        lock (_gate)
        {
            if (IsPaused)
            {
                return false;
            }

            if (_state == State.Paused)
            {
                _state = State.OnTrial;
            }

            return true;
        }
    }

    private bool IsPaused => _state == State.Paused && clock.GetElapsedTime(_pausedAt) < _pause;
}
