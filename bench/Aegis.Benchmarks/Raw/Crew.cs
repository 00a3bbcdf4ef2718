using System.Collections.Concurrent;

namespace Aegis.Benchmarks.Raw;

/// <summary>Threads that do one thing together.</summary>
internal static class Crew
{
    private const int StackBytes = 256 * 1024;

    /// <summary>Runs an action on that many threads at once, and waits for all of them.</summary>
    /// <exception cref="AggregateException">At least one threw.</exception>
    public static void Run(int threads, Action<int> action)
    {
        var failures = new ConcurrentQueue<Exception>();
        Thread[] crew =
        [
            .. Enumerable.Range(0, threads)
                .Select(number => new Thread(() => Guard(action, number, failures), StackBytes) { IsBackground = true }),
        ];
        Array.ForEach(crew, thread => thread.Start());
        Array.ForEach(crew, thread => thread.Join());
        if (!failures.IsEmpty)
        {
            throw new AggregateException(failures);
        }
    }

    private static void Guard(Action<int> action, int number, ConcurrentQueue<Exception> failures)
    {
        try
        {
            action(number);
        }
#pragma warning disable CA1031 // The thread that waits throws it again.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            failures.Enqueue(exception);
        }
    }
}
