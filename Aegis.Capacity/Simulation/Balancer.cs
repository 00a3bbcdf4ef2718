using Aegis.Capacity.Numbers;

namespace Aegis.Capacity.Simulation;

/// <summary>Chooses the replica of a request.</summary>
internal sealed class Balancer(Balance balance, SimulatedReplica[] replicas, ulong seed)
{
    private SplitMix _random = new(seed);

    /// <param name="refused">The replica that has refused the request; null: none has.</param>
    public SimulatedReplica Choose(SimulatedReplica? refused = null)
    {
        // The search starts at a random replica, so that no replica is preferred among equals.
        var first = _random.Next(replicas.Length);
        if (balance == Balance.Random || replicas.Length == 1)
        {
            return replicas[first];
        }

        SimulatedReplica? least = null;
        for (var i = 0; i < replicas.Length; i++)
        {
            var replica = replicas[(first + i) % replicas.Length];
            if (replica != refused && (least is null || replica.TokensInFlight < least.TokensInFlight))
            {
                least = replica;
            }
        }

        return least!;
    }

    /// <summary>Whether a refused request goes to another replica. Only a gateway does that, and only once.</summary>
    public bool TriesAgain(SimulatedRequest request) =>
        balance == Balance.LeastLoaded && replicas.Length > 1 && !request.IsSecondTry;
}
