namespace Aegis.EmbeddingServer.Hub;

/// <summary>Tries again what failed for a moment.</summary>
internal sealed class HubRetry(TimeProvider clock, HubProgress progress)
{
    private const int MostFailures = 4;

    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    /// <summary>Tries up to four times without progress, 1, 2 and 4 seconds apart or as long as the other side asks.</summary>
    /// <param name="attempt">What to try.</param>
    /// <param name="achieved">How far it has come, in any unit: attempts that come further do not count as failures.</param>
    /// <param name="cancellationToken">Ends it, waiting or not.</param>
    /// <exception cref="HubException">The last failure; or one that no waiting heals.</exception>
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
                if (failures == MostFailures)
                {
                    throw;
                }

                if (wait > LongestWait)
                {
                    throw new HubException($"{exception.Message}; it asks to wait {wait.TotalSeconds:0} s: try again then", exception);
                }

                progress.Say($"{exception.Message}; again in {wait.TotalSeconds:0} s");
                await Task.Delay(wait, clock, cancellationToken);
            }
        }
    }
}
