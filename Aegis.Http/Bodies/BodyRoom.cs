using Aegis.Http.Failures;

namespace Aegis.Http.Bodies;

/// <summary>What one body holds of the <see cref="BodyGate"/>; given back when it is disposed.</summary>
internal sealed class BodyRoom(BodyGate gate) : IDisposable
{
    private long _bytes;

    /// <summary>Largest body that is taken, in bytes.</summary>
    public int LargestBody => gate.LargestBody;

    /// <summary>Takes more for bytes that have arrived, or says why there is no more. The first bytes of a body are free.</summary>
    public Failure? Grow(int bytes)
    {
        if (_bytes + bytes > LargestBody)
        {
            return BodyGate.TooLarge;
        }

        if (!gate.TryTake(Counted(_bytes + bytes) - Counted(_bytes)))
        {
            return BodyGate.NoRoom;
        }

        _bytes += bytes;
        return null;
    }

    public void Dispose() => gate.Give(Counted(_bytes));

    private static long Counted(long bytes) => Math.Max(0, bytes - BodyGate.SmallBytes);
}
