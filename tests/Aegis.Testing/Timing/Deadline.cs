using Microsoft.Extensions.Time.Testing;

namespace Aegis.Testing.Timing;

/// <summary>How long a test may wait for something that has to happen: a test that would hang fails instead.</summary>
internal static class Deadline
{
    public static readonly TimeSpan Wait = TimeSpan.FromMinutes(1);

    /// <summary>Asks until the answer is yes.</summary>
    public static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var deadline = new CancellationTokenSource(Wait, TimeProvider.System);
        while (!await condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, deadline.Token);
        }
    }

    /// <inheritdoc cref="UntilAsync(Func{Task{bool}})"/>
    public static Task UntilAsync(Func<bool> condition) => UntilAsync(() => Task.FromResult(condition()));

    /// <summary>
    /// Lets time pass, each step longer than a request's limit, until a task has ended: timers that are set in between run out too.
    /// </summary>
    public static Task PassTimeUntilAsync(FakeTimeProvider clock, Task task) => UntilAsync(() =>
    {
        clock.Advance(TimeSpan.FromSeconds(31));
        return task.IsCompleted;
    });
}
