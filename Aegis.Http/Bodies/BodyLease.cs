using Aegis.Http.Failures;

namespace Aegis.Http.Bodies;

/// <summary>The bytes that one body takes of the <see cref="BodyGate"/>. Disposing gives them back.</summary>
internal sealed class BodyLease(BodyGate gate) : IDisposable
{
    private long _bytes;

    public int LargestBody => gate.LargestBody;

    /// <summary>Counts bytes that have arrived, or returns why the body is refused. The first bytes of a body are not counted.</summary>
    public Failure? Grow(int bytes)
    {
        if (_bytes + bytes > LargestBody)
        {
            return BodyGate.TooLarge;
        }

        if (!gate.TryTake(Counted(_bytes + bytes) - Counted(_bytes)))
        {
            return BodyGate.Exhausted;
        }

        _bytes += bytes;
        return null;
    }

    public void Dispose() => gate.Give(Counted(_bytes));

    private static long Counted(long bytes) => Math.Max(0, bytes - BodyGate.SmallBytes);
}
