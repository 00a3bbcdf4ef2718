using Aegis.Http.Failures;
using Aegis.Http.Settings;

namespace Aegis.Http.Bodies;

/// <summary>
/// Limits the memory of request bodies: together they may take twice the size of the largest body. A body counts only the
/// bytes that have arrived. A body whose announced length exceeds the remaining capacity is refused before it is read.
/// Small bodies are not counted.
/// </summary>
internal sealed class BodyGate(FrontOptions options)
{
    /// <summary>Bodies up to this size are not counted: a query must get through beside large uploads.</summary>
    public const int SmallBytes = 64 * 1024;

    /// <summary>
    /// A body over the limit is refused by this code, and the web server discards the rest of it, up to this many times the
    /// limit. If the web server itself refuses a body, the caller sees a broken connection instead of the 413.
    /// </summary>
    public const int DiscardedBodies = 4;

    /// <summary>Capacity, in bodies of the largest size.</summary>
    public const int LargestBodies = 2;

    private readonly long _capacity = (long)LargestBodies * options.MaxBodyBytes;
    private long _bytes;

    /// <summary>Limit of one body, in bytes.</summary>
    public int LargestBody => options.MaxBodyBytes;

    /// <summary>Bytes that count now.</summary>
    public long Held => Interlocked.Read(ref _bytes);

    public static Failure TooLarge { get; } = new(
        FailureKind.PayloadTooLarge,
        "The body is larger than this server accepts (Aegis:Api:MaxBodyBytes); send fewer inputs at a time");

    /// <summary>The bodies of other requests take all of the capacity.</summary>
    public static Failure Exhausted { get; } = new(
        FailureKind.Overloaded,
        "Too many large requests at the same time; try again later, or with fewer inputs at a time")
    {
        RetryAfter = TimeSpan.FromSeconds(1),
    };

    /// <summary>Why a body of the announced length is refused; null when it is not.</summary>
    public Failure? Refuse(long announced)
    {
        if (announced > LargestBody)
        {
            return TooLarge;
        }

        return announced <= SmallBytes || announced <= _capacity - Held ? null : Exhausted;
    }

    /// <summary>Takes bytes of the capacity; takes none and returns false when too few are left.</summary>
    public bool TryTake(long bytes)
    {
        while (true)
        {
            var held = Held;
            if (bytes > _capacity - held)
            {
                return false;
            }

            if (Interlocked.CompareExchange(ref _bytes, held + bytes, held) == held)
            {
                return true;
            }
        }
    }

    public void Give(long bytes) => Interlocked.Add(ref _bytes, -bytes);
}
