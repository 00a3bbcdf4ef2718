namespace Aegis.SoakRunner.Plan;

/// <summary>What a run does.</summary>
/// <param name="Target">Base address of the server; null: to be found.</param>
/// <param name="Duration">How long new requests are sent.</param>
/// <param name="Connections">Requests in flight at the same time (closed load: each answer sets off the next request).</param>
internal sealed record SoakPlan(Uri? Target, TimeSpan Duration, int Connections)
{
    /// <summary>Seed of the texts: the same plan sends the same texts.</summary>
    public const int Seed = 20_260_101;

    /// <summary>Longest wait for one answer.</summary>
    public static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(60);

    /// <summary>Longest wait for the target to become ready.</summary>
    public static readonly TimeSpan ReadyTimeout = TimeSpan.FromSeconds(60);
}
