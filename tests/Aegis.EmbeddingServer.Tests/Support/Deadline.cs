namespace Aegis.EmbeddingServer.Tests.Support;

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
}
