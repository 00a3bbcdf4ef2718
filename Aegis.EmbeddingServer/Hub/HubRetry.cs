namespace Aegis.EmbeddingServer.Hub;

internal sealed class HubRetry(TimeProvider clock, HubProgress progress)
{
    private const int MaxFailures = 4;

    private static readonly TimeSpan MaxWait = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Makes up to four attempts without progress, 1, 2 and 4 seconds apart or as long as the other side asks. A failure after more
    /// progress (<paramref name="achieved"/>, in any unit) counts as the first.
    /// </summary>
    public async Task<T> RunAsync<T>(Func<Task<T>> attempt, Func<long> achieved, CancellationToken cancellationToken)
    {
        var (failures, best) = (0, achieved());
        while (true)
        {
            try
            {
                return await attempt();
            }
            catch (HubException exception) when (exception.IsTransient)
            {
                (failures, best) = achieved() > best ? (1, achieved()) : (failures + 1, best);
                var wait = exception.RetryAfter ?? TimeSpan.FromSeconds(1 << (failures - 1));
                if (failures == MaxFailures)
                {
                    throw;
                }

                if (wait > MaxWait)
                {
                    throw new HubException($"{exception.Message}; it asks to wait {wait.TotalSeconds:0} s: try again then", exception);
                }

                progress.WriteLine($"{exception.Message}; again in {wait.TotalSeconds:0} s");
                await Task.Delay(wait, clock, cancellationToken);
            }
        }
    }
}
