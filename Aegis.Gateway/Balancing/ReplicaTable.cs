using System.Runtime.CompilerServices;
using Yarp.ReverseProxy.Model;

namespace Aegis.Gateway.Balancing;

/// <summary>The <see cref="Replica"/> of each destination, as long as the proxy has the destination.</summary>
internal sealed class ReplicaTable(TimeProvider clock)
{
    private readonly ConditionalWeakTable<DestinationState, Replica> _replicas = [];

    public Replica Of(DestinationState destination) =>
        _replicas.GetValue(destination, found => new Replica(Address(found), new ForeignAnswers(clock)));

    // http://127.0.0.1:8191/ -> 127.0.0.1:8191
    private static string Address(DestinationState destination) => new Uri(destination.Model.Config.Address).Authority;
}
