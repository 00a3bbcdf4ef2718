namespace Aegis.Gateway.Settings;

/// <summary><c>Aegis:Gateway</c>: the servers behind the gateway, and the time limits for them.</summary>
internal sealed class ReplicaOptions
{
    /// <summary>
    /// Addresses of servers, or names that stand for several servers: a service name, or a host name with several addresses.
    /// Default: <c>http://embeddings</c>.
    /// </summary>
    [ServerAddresses]
    public IReadOnlyList<string> Servers { get; set; } = ["http://embeddings"];

    /// <summary>
    /// Longest time without a byte from a server that has a request: 10 ms to 1 hour. Default: 35 s, a little more than a
    /// server's own limit.
    /// </summary>
    [TimeRange("00:00:00.010", "01:00:00")]
    public TimeSpan RequestTimeLimit { get; set; } = TimeSpan.FromSeconds(35);

    /// <summary>Time between two health checks of a server: 50 ms to 1 minute. Default: 0.5 s.</summary>
    [TimeRange("00:00:00.050", "00:01:00")]
    public TimeSpan HealthInterval { get; set; } = TimeSpan.FromSeconds(0.5);

    /// <summary>Time limit of a health check, and of connecting to a server: 50 ms to 1 minute. Default: 1.25 s.</summary>
    [TimeRange("00:00:00.050", "00:01:00")]
    public TimeSpan HealthTimeLimit { get; set; } = TimeSpan.FromSeconds(1.25);

    /// <summary>Mistakes that no single key shows.</summary>
    public IEnumerable<string> CrossFieldMistakes()
    {
        var known = HealthInterval + (2 * HealthTimeLimit);
        if (known >= RequestTimeLimit)
        {
            yield return $"Aegis:Gateway:RequestTimeLimit ({RequestTimeLimit}) must be longer than Aegis:Gateway:HealthInterval and "
                + $"twice Aegis:Gateway:HealthTimeLimit together ({known}): a request would be given up before its server is known to "
                + "hang, and nobody else asked";
        }
    }
}
