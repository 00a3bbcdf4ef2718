using Aegis.Http.Failures;
using Aegis.Http.Settings;

namespace Aegis.Http.Bodies;

/// <summary>
/// Bounds the memory of requests on their way: what has arrived of their bodies may be twice the largest one together.
/// A body takes its room as it comes, so one that only announces itself holds nothing; one that is announced larger
/// than the room that is left is refused before it is read. Small bodies pass freely.
/// </summary>
internal sealed class BodyGate(FrontOptions limits)
{
    /// <summary>Largest body that is not counted: a query must get through beside any upload.</summary>
    public const int SmallBytes = 64 * 1024;

    /// <summary>
    /// A body over the limit is refused by us, so that the web server reads and discards the rest of it up to this many
    /// times the limit: one that it refuses itself is cut off, and the caller sees a broken connection instead of the 413.
    /// </summary>
    public const int DiscardedBodies = 4;

    /// <summary>What has arrived of counted bodies is at most this many times the largest one.</summary>
    public const int LargestBodies = 2;

    private readonly long _most = (long)LargestBodies * limits.MaxBodyBytes;
    private long _bytes;

    /// <summary>Largest body that is taken, in bytes.</summary>
    public int LargestBody => limits.MaxBodyBytes;

    /// <summary>Bytes that bodies hold now.</summary>
    public long Held => Interlocked.Read(ref _bytes);

    /// <summary>What a body over the limit is told.</summary>
    public static Failure TooLarge { get; } =
        new(FailureKind.PayloadTooLarge, "The body is larger than this server accepts (Aegis:Api:MaxBodyBytes); send fewer inputs at a time");

    /// <summary>The bodies of other requests fill the memory that there is for them.</summary>
    public static Failure NoRoom { get; } =
        new(FailureKind.Overloaded, "Too many large requests at the same time; try again later, or with fewer inputs at a time") { RetryAfter = TimeSpan.FromSeconds(1) };

    /// <summary>Why a body of the announced length cannot be taken now; null when it can.</summary>
    public Failure? Refuse(long announced)
    {
        if (announced > LargestBody)
        {
            return TooLarge;
        }

        return announced <= SmallBytes || announced <= _most - Held ? null : NoRoom;
    }

    /// <summary>Takes room; false, and nothing taken, when there is too little.</summary>
    public bool TryTake(long bytes)
    {
        while (true)
        {
            var held = Held;
            if (bytes > _most - held)
            {
                return false;
            }

            if (Interlocked.CompareExchange(ref _bytes, held + bytes, held) == held)
            {
                return true;
            }
        }
    }

    /// <summary>Gives room back.</summary>
    public void Give(long bytes) => Interlocked.Add(ref _bytes, -bytes);
}
