using Aegis.SoakRunner.Load;

namespace Aegis.SoakRunner.Capacity.Simulation;

/// <summary>Chooses the replica of a request.</summary>
internal sealed class Balancer(Balance balance, SimulatedReplica[] replicas, ulong seed)
{
    private SplitMix _random = new(seed);

    /// <summary>The replica for a request.</summary>
    /// <param name="refused">The one that has refused it; null: none has.</param>
    public SimulatedReplica Choose(SimulatedReplica? refused = null)
    {
        // From a random place on, so that of equals none is preferred.
        var first = _random.Next(replicas.Length);
        if (balance == Balance.Random || replicas.Length == 1)
        {
            return replicas[first];
        }

        SimulatedReplica? least = null;
        for (var i = 0; i < replicas.Length; i++)
        {
            var replica = replicas[(first + i) % replicas.Length];
            if (replica != refused && (least is null || replica.Outstanding < least.Outstanding))
            {
                least = replica;
            }
        }

        return least!;
    }

    /// <summary>Whether a request that was refused goes to another replica: once, and only through a gateway.</summary>
    public bool TriesAgain(SimulatedRequest request) => balance == Balance.LeastLoaded && replicas.Length > 1 && !request.IsSecondTry;
}
